package io.reactortoken.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reactortoken.event.TokenEvent;
import io.reactortoken.event.TokenEvent.ReplayDone;
import io.reactortoken.event.TokenEvent.ReplaySkip;
import io.reactortoken.event.TokenEvent.ReplaySkipped;
import io.reactortoken.event.TokenEvent.RequestStarted;
import io.reactortoken.event.TokenEvent.RequestSucceeded;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("events become meters")
class TokenMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TokenMetrics metrics = TokenMetrics.of(registry);

    private double count(TokenMeter meter, String... tags) {
        return registry.get(meter.getName()).tags(tags).counter().count();
    }

    private void tell(TokenEvent... events) {
        Arrays.stream(events).forEach(metrics::onEvent);
    }

    @Test
    @DisplayName("SD-09: a request is timed by its outcome, code and kind")
    void requests() {
        Events.all("billing", "OAE", "CLIENT_REFUSED").forEach(metrics::onEvent);
        tell(new RequestSucceeded("billing", Events.AT, 9, 1, Events.TOOK, false, 0));

        var requests = registry.get(TokenMeter.REQUESTS.getName());
        assertThat(requests.tags("outcome", "granted", "code", "none", "kind", "none")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isCloseTo(250, within(1e-6));
        assertThat(registry.get(TokenMeter.REQUESTS.getName()).timers())
                .extracting(timer -> timer.getId().getTag("outcome"))
                .containsExactlyInAnyOrder("granted", "discarded", "failed", "retried");
        assertThat(registry.get(TokenMeter.REQUESTS.getName())
                        .tags("outcome", "failed", "code", "OAE", "kind", "CLIENT_REFUSED")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    @DisplayName(
            "SD-09, SD-45: fetches in the foreground are told from those in the background, and the first one from both")
    void fetches() {
        tell(
                new RequestStarted("billing", Events.AT, 1, 1, false, 4),
                new RequestStarted("billing", Events.AT, 2, 2, false, 4));
        assertThat(count(TokenMeter.FETCHES, "mode", "first"))
                .as("attempts count once")
                .isEqualTo(1);
        assertThat(count(TokenMeter.FETCHES, "mode", "background"))
                .as("from zero on")
                .isZero();

        tell(
                new RequestStarted("billing", Events.AT, 3, 1, true, 0),
                new RequestStarted("billing", Events.AT, 4, 1, false, 0),
                new RequestStarted("billing", Events.AT, 5, 1, true, 0));
        assertThat(count(TokenMeter.FETCHES, "mode", "background")).isEqualTo(2);
        assertThat(count(TokenMeter.FETCHES, "mode", "foreground")).isEqualTo(1);
        assertThat(count(TokenMeter.FETCHES, "mode", "first")).isEqualTo(1);
    }

    @Test
    @DisplayName("who waited is told once for each fetch, when it ended")
    void waiters() {
        Events.all("billing", "OAE", "").forEach(metrics::onEvent);

        var waiters = registry.get(TokenMeter.WAITERS.getName()).summary();
        assertThat(waiters.count()).as("the retried one has not ended").isEqualTo(2);
        assertThat(waiters.totalAmount()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"200, 2xx", "401, 4xx", "503, 5xx", "0, none", "999, other", "-5, other"})
    @DisplayName("a replay is counted by the class of what it was answered")
    void replays(int status, String answered) {
        tell(new ReplayDone("billing", Events.AT, 401, status));
        assertThat(count(TokenMeter.REPLAYS, "replay", "done", "reason", "none", "answered", answered))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("a replay that was skipped is counted by its reason")
    void skips() {
        for (ReplaySkip reason : ReplaySkip.values()) {
            tell(new ReplaySkipped("billing", Events.AT, 401, reason));
            assertThat(count(TokenMeter.REPLAYS, "replay", "skipped", "reason", reason.name()))
                    .isEqualTo(1);
        }
    }

    @Test
    @DisplayName("rejections, holds, reloads and lost events are counted")
    void others() {
        Events.all("billing", "TMO", "ATTEMPT").forEach(metrics::onEvent);

        assertThat(count(TokenMeter.REJECTIONS, "replaced", "true")).isEqualTo(1);
        assertThat(count(TokenMeter.HOLDS, "serving", "true", "code", "TMO")).isEqualTo(1);
        assertThat(count(TokenMeter.SECRET_RELOADS, "changed", "true")).isEqualTo(1);
        assertThat(count(TokenMeter.EVENTS_LOST)).isEqualTo(9);
        assertThat(registry.get(TokenMeter.HOLD_DURATION.getName())
                        .tags("recovered", "true")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isCloseTo(5, within(1e-6));
    }

    @Test
    @DisplayName("each meter that is registered is as the enum says, and there is no other")
    void asTheEnumSays() {
        Events.all("billing", "OAE", "CLIENT_REFUSED").forEach(metrics::onEvent);
        try (var tokens = Sources.unused()) {
            metrics.bind("billing", tokens);

            assertThat(registry.getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .containsOnly(Arrays.stream(TokenMeter.values())
                            .map(TokenMeter::getName)
                            .toArray(String[]::new));
            for (TokenMeter documented : TokenMeter.values()) {
                assertThat(registry.get(documented.getName()).meters())
                        .isNotEmpty()
                        .allSatisfy(meter -> assertAsDocumented(meter.getId(), documented));
            }
        }
    }

    private static void assertAsDocumented(Meter.Id meter, TokenMeter documented) {
        List<String> keys =
                documented.tags().stream().map(TokenTag::asString).sorted().toList();
        String unit = meter.getBaseUnit() == null ? "" : meter.getBaseUnit();
        assertThat(meter.getTags()).as("%s", meter).extracting(Tag::getKey).containsExactlyElementsOf(keys);
        assertThat(meter.getType()).as("%s", meter).isEqualTo(documented.getType());
        assertThat(meter.getDescription()).as("%s", meter).isEqualTo(documented.description());
        assertThat(unit).as("%s", meter).isEqualTo(documented.getBaseUnit());
    }
}

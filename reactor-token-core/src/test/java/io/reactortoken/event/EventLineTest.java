package io.reactortoken.event;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.event.TokenEvent.ClockSkewSeen;
import io.reactortoken.event.TokenEvent.EventFailure;
import io.reactortoken.event.TokenEvent.EventsLost;
import io.reactortoken.event.TokenEvent.HoldEntered;
import io.reactortoken.event.TokenEvent.HoldLeft;
import io.reactortoken.event.TokenEvent.LintFound;
import io.reactortoken.event.TokenEvent.RenewalScheduled;
import io.reactortoken.event.TokenEvent.ReplayDone;
import io.reactortoken.event.TokenEvent.ReplaySkip;
import io.reactortoken.event.TokenEvent.ReplaySkipped;
import io.reactortoken.event.TokenEvent.RequestFailed;
import io.reactortoken.event.TokenEvent.RequestStarted;
import io.reactortoken.event.TokenEvent.RequestSucceeded;
import io.reactortoken.event.TokenEvent.SecretReloaded;
import io.reactortoken.event.TokenEvent.TokenRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The line of each event, as docs/events.md promises it. */
class EventLineTest {

    private static final Instant AT = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration TOOK = Duration.ofMillis(35);
    private static final EventFailure FAILURE = new EventFailure(
            "OAE",
            "CLIENT_REFUSED",
            "H-CLIENT",
            "invalid_client",
            401,
            false,
            "https://id.example.com",
            Map.of("x-request-id", "r1"),
            "OAE refused");
    private static final String FAILED = "code=OAE kind=CLIENT_REFUSED hint=H-CLIENT error=invalid_client status=401 "
            + "retryable=false as=https://id.example.com id.x-request-id=r1 - OAE refused";

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of(
                        new RequestStarted("b", AT, 7, 1, true, 0),
                        "event=request-started client=b request=7 attempt=1 renewal=true waiting=0"),
                Arguments.of(
                        new RequestSucceeded("b", AT, 7, 1, TOOK, true, 3),
                        "event=request-succeeded client=b request=7 attempt=1 took_ms=35 kept=true waiting=3"),
                Arguments.of(
                        new RequestFailed("b", AT, 7, 2, TOOK, true, 3, FAILURE),
                        "event=request-failed client=b request=7 attempt=2 took_ms=35 retried=true waiting=3 "
                                + FAILED),
                Arguments.of(
                        new RenewalScheduled("b", AT, AT.plusSeconds(60), AT.plusSeconds(90)),
                        "event=renewal-scheduled client=b due=2030-01-01T00:01:00Z expires=2030-01-01T00:01:30Z"),
                Arguments.of(
                        new HoldEntered("b", AT, TOOK, false, FAILURE),
                        "event=hold-entered client=b lasts_ms=35 serving=false " + FAILED),
                Arguments.of(
                        new HoldEntered("b", AT, TOOK, true, FAILURE),
                        "event=hold-entered client=b lasts_ms=35 serving=true " + FAILED
                                + " (token renewal failed, the held token serves on)"),
                Arguments.of(new HoldLeft("b", AT, TOOK, true), "event=hold-left client=b lasted_ms=35 recovered=true"),
                Arguments.of(
                        new TokenRejected("b", AT, true, 2), "event=token-rejected client=b replaced=true in_a_row=2"),
                Arguments.of(new ReplayDone("b", AT, 401, 200), "event=replay-done client=b status=401 answered=200"),
                Arguments.of(
                        new ReplaySkipped("b", AT, 401, ReplaySkip.BODY),
                        "event=replay-skipped client=b status=401 reason=BODY"),
                Arguments.of(
                        new SecretReloaded("b", AT, "file:/run/secrets/my key", true),
                        "event=secret-reloaded client=b source=file:/run/secrets/my_key changed=true"),
                Arguments.of(
                        new ClockSkewSeen("b", AT, "https://id.example.com", Duration.ofSeconds(-40)),
                        "event=clock-skew-seen client=b as=https://id.example.com skew_s=-40"),
                Arguments.of(
                        new LintFound("b", AT, "L-AGE", "it is old", true),
                        "event=lint-found client=b id=L-AGE actionable=true - it is old"),
                Arguments.of(new EventsLost("", AT, 9), "event=events-lost client= count=9"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("lines")
    @DisplayName("SD-20 the line of each event")
    void line(TokenEvent event, String line) {
        assertThat(EventLine.of(event)).isEqualTo(line);
    }

    @Test
    @DisplayName("SD-20 each record has its line here")
    void eachRecord() {
        assertThat(lines().<Class<?>>map(
                                arguments -> requireNonNull(arguments.get()[0]).getClass())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(records());
    }

    @Test
    @DisplayName("docs/events.md names each event, and each of its fields")
    void documentation() throws IOException {
        String doc = Files.readString(Path.of("..", "docs", "events.md"));
        for (Class<?> type : records()) {
            String row = doc.lines()
                    .filter(line -> line.startsWith("| `" + type.getSimpleName() + "` |"))
                    .findFirst()
                    .orElse("none");
            Arrays.stream(type.getRecordComponents())
                    .map(component -> component.getName())
                    .filter(name -> !name.equals("client") && !name.equals("at"))
                    .forEach(name -> assertThat(row).as(type.getSimpleName()).contains("`" + name + "`"));
            assertThat(row).isNotEqualTo("none");
        }
    }

    private static List<Class<?>> records() {
        return Arrays.stream(TokenEvent.class.getDeclaredClasses())
                .filter(type -> type.isRecord() && TokenEvent.class.isAssignableFrom(type))
                .<Class<?>>map(type -> type)
                .toList();
    }

    @Test
    @DisplayName("TM-24, R6749-42: what is not plain ASCII, breaks the line or ends a value does not get into one")
    void cleans() {
        String dirty = "a b\r\nevent=x\u001b[31m\u00e9${jndi:x}";
        String line = EventLine.of(new LintFound(dirty, AT, dirty, dirty, true));
        assertThat(line)
                .isEqualTo("event=lint-found client=a_b??event=x?[31m?${jndi:x} id=a_b??event=x?[31m?${jndi:x} "
                        + "actionable=true - a b??event=x?[31m?${jndi:x}");
    }
}

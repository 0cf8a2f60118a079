package io.reactortoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

class DemoTest {

    private static final Duration TIME = Duration.ofSeconds(5);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeAll
    static void quiet() {
        QuietLogs.install();
    }

    /** The main job, short: one revocation, on real servers. */
    @Test
    @DisplayName("SD-46: the example of the whole runs, and no call fails while a token is revoked")
    void noCallFailsWhileATokenIsRevoked() throws Exception {
        try (DemoMetrics metrics = DemoMetrics.start(0)) {
            // when
            Report report = run(metrics);
            // then
            assertKept(report);
            assertThat(scrape(metrics))
                    .contains("reactor_token_expires_in_seconds{client=\"", "reactor_token_fetches_total{client=\"")
                    .containsPattern("reactor_token_replays_total\\{answered=\"2xx\",.*replay=\"done\"} [1-9]");
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("reactor-token", " calls ", " replays");
    }

    private static void assertKept(Report report) {
        assertThat(report.broken()).isEmpty();
        assertThat(report.ours().calls().calls()).isPositive();
        assertThat(report.ours().calls().failures()).isEmpty();
        assertThat(report.ours().disturbed().revocations()).isOne();
        assertThat(report.ours().tokens().replays()).isPositive();
        assertThat(report.ours().tokens().issued()).isBetween(2L, report.mostTokenRequests());
        assertThat(report.table()).contains("failed calls", "replays", "p99");
    }

    /** The endpoint, as Prometheus reads it. */
    private static String scrape(DemoMetrics metrics) {
        return HttpClient.create()
                .get()
                .uri(metrics.uri())
                .responseSingle((response, body) -> body.asString())
                .blockOptional(TIME)
                .orElseThrow();
    }

    private Report run(DemoMetrics metrics) throws Exception {
        DemoOptions freePorts = DemoOptions.parse(List.of());
        try (Servers servers = Servers.start(freePorts);
                Contenders contenders = new Contenders(servers)) {
            ProgressLine progress = new ProgressLine(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
            return new Comparison(servers, contenders, progress, Mono.never(), metrics::cached).run(TIME);
        }
    }
}

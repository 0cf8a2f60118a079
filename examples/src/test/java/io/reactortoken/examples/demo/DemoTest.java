package io.reactortoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class DemoTest {

    private static final Duration TIME = Duration.ofSeconds(5);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeAll
    static void quiet() {
        QuietLogs.install();
    }

    /** The main job, short: one revocation, on real servers. */
    @Test
    void noCallFailsWhileATokenIsRevoked() throws Exception {
        // when
        Report report = run();
        // then
        assertThat(report.broken()).isEmpty();
        assertThat(report.ours().calls().calls()).isPositive();
        assertThat(report.ours().calls().failures()).isEmpty();
        assertThat(report.ours().disturbed().revocations()).isOne();
        assertThat(report.ours().tokens().replays()).isPositive();
        assertThat(report.ours().tokens().issued()).isBetween(2L, report.mostTokenRequests());
        assertThat(report.table()).contains("failed calls", "replays", "p99");
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("reactor-token", " calls ", " replays");
    }

    private Report run() throws Exception {
        DemoOptions freePorts = DemoOptions.parse(List.of());
        try (Servers servers = Servers.start(freePorts);
                Contenders contenders = new Contenders(servers)) {
            ProgressLine progress = new ProgressLine(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
            return new Comparison(servers, contenders, progress, Mono.never()).run(TIME);
        }
    }
}

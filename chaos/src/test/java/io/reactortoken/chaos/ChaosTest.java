package io.reactortoken.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.chaos.Counters.Count;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Authorized calls while everything fails that can. See docs/reliability.md. */
class ChaosTest {

    @Test
    @Timeout(180)
    @DisplayName("some seconds of everything")
    void smoke() throws IOException {
        play(Plan.smoke(), "chaos-smoke.md");
    }

    @Test
    @Tag("proof")
    @DisplayName("ten minutes of everything, or -Dchaos.seconds")
    void proof() throws IOException {
        play(Plan.proof(), "chaos.md");
    }

    private static void play(Plan plan, String file) throws IOException {
        Summary summary = new ChaosRun(plan).play();
        summary.write(Path.of("target", file));
        System.out.println(summary.table());
        assertThat(summary.observed().violations().told())
                .as("seed " + plan.seed())
                .isEmpty();
        Counters counters = summary.observed().counters();
        assertThat(counters.of(Count.JUDGED))
                .as("a run that judges no call shows nothing")
                .isPositive();
        assertThat(counters.of(Count.OK)).isPositive();
        assertThat(summary.lines()).isPositive();
    }
}

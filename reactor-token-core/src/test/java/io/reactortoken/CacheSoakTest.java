package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CacheSoakTest {

    private static final long SEED = 20_261_123;

    @Test
    @DisplayName("CF-99, CF-101 a day of random faults: each step as the model says, and nothing left behind")
    void aDayOfRandomFaults() {
        RandomWalk day = new RandomWalk(SEED);
        day.walkFor(Duration.ofHours(24));
        assertThat(day.steps()).isGreaterThan(10_000);
        assertThat(day.requests()).isBetween(500, day.gets());
    }
}

package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** To walk one sequence again: its seed is in the failure's message. */
class CacheModelTest {

    private static final int SEQUENCES = 500;
    private static final int STEPS = 400;

    @Test
    @DisplayName("whatever happens in whatever order, the cache does what a sequential model does")
    void theCacheDoesWhatItsModelDoes() {
        long requests = 0;
        for (int seed = 1; seed <= SEQUENCES; seed++) {
            RandomWalk walk = new RandomWalk(seed);
            walk.walk(STEPS);
            requests += walk.requests();
        }
        assertThat(requests).as("the walks go through many fetches").isGreaterThan(SEQUENCES * 5L);
    }
}

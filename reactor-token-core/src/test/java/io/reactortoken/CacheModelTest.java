package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** To walk one sequence again: its seed is in the failure's message. */
class CacheModelTest {

    private static final int SEQUENCES = Integer.getInteger("reactortoken.model.sequences", 500);
    private static final int STEPS = 400;

    @Test
    @DisplayName("SD-44 whatever happens in whatever order, the cache does what a sequential model does")
    void theCacheDoesWhatItsModelDoes() {
        long requests = 0;
        Set<String> visited = new TreeSet<>();
        for (int seed = 1; seed <= SEQUENCES; seed++) {
            RandomWalk walk = seed % 5 == 0 ? new RandomWalk(seed, seed % STEPS) : new RandomWalk(seed);
            walk.walk(STEPS);
            requests += walk.requests();
            visited.addAll(walk.visited());
        }
        assertThat(requests).as("the walks go through many fetches").isGreaterThan(SEQUENCES * 5L);
        assertThat(visited)
                .containsExactly(
                        "a renewal without traffic",
                        "a source that throws or returns null, way 0",
                        "a source that throws or returns null, way 1",
                        "a source that throws or returns null, way 2",
                        "a subscription after the end",
                        "a token that was issued at another time",
                        "a waiter that resumes on a scheduler");
    }
}

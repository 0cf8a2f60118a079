package io.reactortoken.chaos;

import java.time.Duration;
import java.util.Random;

/**
 * How fast things go wrong.
 *
 * @param calm the least time between two faults of a network
 * @param fault a short fault's usual length
 * @param operation the usual time between two things that people do: rotations, restarts, ..
 * @param restarts whether the authorization server is started again, which takes seconds of both cores
 */
record Pace(Duration calm, Duration fault, Duration operation, boolean restarts) {

    /** Of minutes. Calm times are long enough for {@link Timing#HEALED} to count in some of them. */
    static final Pace STEADY = new Pace(Duration.ofSeconds(4), Duration.ofMillis(1500), Duration.ofSeconds(4), true);

    /** Of seconds. */
    static final Pace HASTY = new Pace(Duration.ofMillis(800), Duration.ofMillis(400), Duration.ofMillis(300), false);

    Duration between(Random random, Duration least, Duration most) {
        return least.plusMillis((long) (random.nextDouble() * most.minus(least).toMillis()));
    }
}

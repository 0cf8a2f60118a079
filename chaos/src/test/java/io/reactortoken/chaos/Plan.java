package io.reactortoken.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * A run: with a pause after each part, in which the process is measured. The first part warms up.
 *
 * @param seed decides the schedule
 * @param pace how fast things go wrong
 * @param parts how long each is
 * @param heap whether it is long enough to compare the heap of its last two parts
 */
record Plan(long seed, Pace pace, List<Duration> parts, boolean heap) {

    static Plan smoke() {
        return new Plan(chosenSeed(), Pace.HASTY, List.of(Duration.ofSeconds(2), Duration.ofSeconds(7)), false);
    }

    static Plan proof() {
        Duration time = Duration.ofSeconds(Long.getLong("chaos.seconds", 600));
        Duration warm = time.dividedBy(10);
        Duration half = time.minus(warm).dividedBy(2);
        return new Plan(chosenSeed(), Pace.STEADY, List.of(warm, half, half), true);
    }

    private static long chosenSeed() {
        String given = System.getProperty("chaos.seed", "");
        return given.isEmpty() ? new Random().nextInt() : Long.parseLong(given);
    }

    Duration time() {
        return parts.stream().reduce(Duration.ZERO, Duration::plus);
    }
}

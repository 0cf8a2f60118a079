package io.reactortoken;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One combination of what the cache depends on: the lifetime of tokens, the policy, how the server fails, and what happens
 * to the wall clock.
 *
 * @param lifetime as the server says; empty where it does not
 */
record MatrixCell(
        Optional<Duration> lifetime,
        Duration refreshBefore,
        Duration expiryMargin,
        Duration jitter,
        Failing failing,
        ClockFault fault) {

    /** What the server does in the middle of a run. */
    enum Failing {
        NOT,
        TRANSIENT,
        PERMANENT,
        RETRY_AFTER,
        HANG,
        THROWS,
        NULL,
        EMPTY,
        LINKAGE_ERROR
    }

    /** What happens to the wall clock, once in each phase of a run. */
    enum ClockFault {
        NONE,
        SET_FORWARD,
        SET_BACK,
        MACHINE_SLEEPS,
        STANDS
    }

    static final Duration RETRY_AFTER = Duration.ofSeconds(20);

    private static final Duration DAY = Duration.ofHours(24);

    private static final List<List<?>> DIMENSIONS = List.of(
            lifetimes("-PT1S", "PT0S", "PT1S", "PT2S", "PT10S", "PT60S", "PT299S", "PT300S", "PT301S", "PT1H"),
            List.of(Duration.ZERO, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(20)),
            List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(30)),
            List.of(Duration.ZERO, Duration.ofSeconds(60), Duration.ofMinutes(10)),
            Arrays.asList(Failing.values()),
            Arrays.asList(ClockFault.values()));

    private static List<Optional<Duration>> lifetimes(String... texts) {
        List<Optional<Duration>> all = new ArrayList<>();
        all.add(Optional.empty());
        all.add(Optional.of(Duration.ofSeconds(Long.MAX_VALUE)));
        Arrays.stream(texts).map(Duration::parse).map(Optional::of).forEach(all::add);
        return all;
    }

    /** How many cells there are. */
    static int count() {
        return DIMENSIONS.stream().mapToInt(List::size).reduce(1, (all, size) -> all * size);
    }

    /** Where a cell lies, in each dimension. */
    static int[] coordinates(int index) {
        int[] coordinates = new int[DIMENSIONS.size()];
        int rest = index;
        for (int i = 0; i < coordinates.length; i++) {
            int size = DIMENSIONS.get(i).size();
            coordinates[i] = rest % size;
            rest /= size;
        }
        return coordinates;
    }

    /** How many pairs of values there are that lie in two dimensions. */
    static int pairs() {
        int pairs = 0;
        for (int i = 0; i < DIMENSIONS.size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs += DIMENSIONS.get(i).size() * DIMENSIONS.get(j).size();
            }
        }
        return pairs;
    }

    @SuppressWarnings("unchecked") // as DIMENSIONS has them
    static MatrixCell of(int index) {
        int[] at = coordinates(index);
        return new MatrixCell(
                (Optional<Duration>) DIMENSIONS.get(0).get(at[0]),
                (Duration) DIMENSIONS.get(1).get(at[1]),
                (Duration) DIMENSIONS.get(2).get(at[2]),
                (Duration) DIMENSIONS.get(3).get(at[3]),
                (Failing) DIMENSIONS.get(4).get(at[4]),
                (ClockFault) DIMENSIONS.get(5).get(at[5]));
    }

    /** The lifetime that the default policy makes of the server's. */
    Duration effectiveLifetime() {
        Duration promised = lifetime.orElse(Duration.ofMinutes(5));
        return promised.isNegative() ? Duration.ZERO : Times.min(promised, DAY);
    }

    /** How long a token is handed out, from its request on. */
    Duration servedFor() {
        return effectiveLifetime()
                .minus(Times.min(expiryMargin, effectiveLifetime().dividedBy(10)));
    }
}

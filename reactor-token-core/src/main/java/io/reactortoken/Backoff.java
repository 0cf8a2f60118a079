package io.reactortoken;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Waits that double: {@code first}, twice that, and so on up to {@code cap}. What uses it says whether a wait is drawn
 * at random from the upper half of the step.
 *
 * @param first the first wait; positive
 * @param cap the longest wait; at least {@code first}
 * @since 0.1.0
 */
public record Backoff(Duration first, Duration cap) {

    /**
     * Checks the two.
     *
     * @param first see {@link #first()}
     * @param cap see {@link #cap()}
     */
    public Backoff {
        requireNonNull(first, "first");
        requireNonNull(cap, "cap");
        if (first.isNegative() || first.isZero() || cap.compareTo(first) < 0) {
            throw new IllegalArgumentException("a backoff needs 0 < first <= cap, not first=" + first + ", cap=" + cap);
        }
    }

    /** The wait before try {@code n + 1}, in nanoseconds, where {@code n} tries have failed. */
    long nanos(int failures) {
        long first = Times.nanos(this.first);
        long cap = Times.nanos(this.cap);
        int doublings = Math.max(0, failures - 1);
        return doublings >= Long.numberOfLeadingZeros(first) - 1 ? cap : Math.min(cap, first << doublings);
    }

    /** The same, times a number drawn from [0.5, 1). */
    long nanos(int failures, RandomSource random) {
        return (long) (nanos(failures) * (0.5 + random.nextDouble() / 2));
    }
}

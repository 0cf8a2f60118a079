package io.reactortoken;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Arithmetic that saturates: a server may send any number (R6749-29, TE-085). */
final class Times {

    /** 292 years: what a {@code long} of nanoseconds holds. */
    private static final Duration MAX_NANOS = Duration.ofNanos(Long.MAX_VALUE);

    private Times() {}

    static Instant plus(Instant instant, Duration duration) {
        try {
            return instant.plus(duration);
        } catch (ArithmeticException | DateTimeException outOfRange) {
            return duration.isNegative() ? Instant.MIN : Instant.MAX;
        }
    }

    static long nanos(Duration duration) {
        if (duration.compareTo(MAX_NANOS) >= 0) {
            return Long.MAX_VALUE;
        }
        return duration.compareTo(MAX_NANOS.negated()) <= 0 ? -Long.MAX_VALUE : duration.toNanos();
    }

    static Duration requireNonNegative(Duration value, String name) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative: " + value);
        }
        return value;
    }

    static Duration requirePositive(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be more than zero: " + value);
        }
        return value;
    }

    static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}

package io.reactortoken;

import java.time.Instant;

/**
 * A reading of both clocks, or a deadline on both. A deadline is reached as soon as either clock says so: the wall clock
 * may be set back, and the monotonic one stands still while a machine sleeps (CF-60 to CF-62).
 */
record Now(long wallMillis, long nanos) {

    private static final long NANOS_PER_MILLI = 1_000_000;

    static Now read(TokenClock clock) {
        return new Now(clock.epochMillis(), clock.nanoTime());
    }

    Now plus(long addedNanos) {
        return new Now(wallMillis + addedNanos / NANOS_PER_MILLI, nanos + addedNanos);
    }

    Instant instant() {
        return Instant.ofEpochMilli(wallMillis);
    }

    boolean hasReached(Now deadline) {
        return wallMillis >= deadline.wallMillis || nanos - deadline.nanos >= 0;
    }

    /** The time that is left, by the clock that has less of it. */
    long nanosUntil(Now deadline) {
        long byWall = (deadline.wallMillis - wallMillis) * NANOS_PER_MILLI;
        return Math.max(0, Math.min(byWall, deadline.nanos - nanos));
    }
}

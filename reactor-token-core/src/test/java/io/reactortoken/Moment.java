package io.reactortoken;

import io.reactortoken.test.TestTime;
import java.util.concurrent.TimeUnit;

/** Both clocks as a test sees them: the wall clock, and the time that has passed since the test began. */
record Moment(long wallMillis, long elapsedNanos) {

    static Moment of(TestTime time) {
        return new Moment(time.epochMillis(), time.scheduler().now(TimeUnit.NANOSECONDS));
    }

    Moment plus(long nanos) {
        return new Moment(wallMillis + nanos / 1_000_000, elapsedNanos + nanos);
    }

    /** The moment at which so much had passed, if both clocks ran evenly since. */
    Moment earlier(long elapsed) {
        return new Moment(wallMillis - (elapsedNanos / 1_000_000 - elapsed / 1_000_000), elapsed);
    }

    /** By either clock. */
    boolean isAtOrAfter(Moment deadline) {
        return wallMillis >= deadline.wallMillis || elapsedNanos >= deadline.elapsedNanos;
    }

    long nanosUntil(Moment deadline) {
        long byWall = (deadline.wallMillis - wallMillis) * 1_000_000;
        return Math.max(0, Math.min(byWall, deadline.elapsedNanos - elapsedNanos));
    }

    long nanosSince(Moment start) {
        return Math.max((wallMillis - start.wallMillis) * 1_000_000, elapsedNanos - start.elapsedNanos);
    }
}

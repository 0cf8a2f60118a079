package io.reactortoken.chaos;

import io.reactortoken.TokenClock;
import java.time.Duration;

/** The clocks of the caches. Somebody sets the wall clock now and then; the monotonic one is real. */
final class ChaosClock implements TokenClock {

    private volatile long offsetMillis;
    private volatile long jumpedAt = System.nanoTime();
    private volatile int jumps;

    @Override
    public long epochMillis() {
        return System.currentTimeMillis() + offsetMillis;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Sets the wall clock so far from the real one. */
    synchronized void set(Duration offset) {
        offsetMillis = offset.toMillis();
        jumpedAt = System.nanoTime();
        jumps++;
    }

    /** {@return the reading of the monotonic clock at the last jump} */
    long jumpedAt() {
        return jumpedAt;
    }

    int jumps() {
        return jumps;
    }
}

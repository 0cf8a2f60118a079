package io.reactortoken.chaos;

import io.reactortoken.TokenClock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The clocks of the caches. Somebody sets the wall clock now and then; the monotonic one is real. */
final class ChaosClock implements TokenClock {

    private final TokenClock actual;
    private final Queue<Jump> all = new ConcurrentLinkedQueue<>();
    private volatile long offsetMillis;
    private volatile long jumpedAt;
    private volatile int jumps;

    /** By how much the wall clock was set, forward or back, at that reading of the monotonic clock. */
    private record Jump(long at, Duration by) {}

    ChaosClock() {
        this(TokenClock.system());
    }

    ChaosClock(TokenClock actual) {
        this.actual = actual;
        this.jumpedAt = actual.nanoTime() - Duration.ofHours(1).toNanos();
    }

    @Override
    public long epochMillis() {
        return actual.epochMillis() + offsetMillis;
    }

    @Override
    public long nanoTime() {
        return actual.nanoTime();
    }

    /** Sets the wall clock so far from the real one. Who sees it there finds the jump noted down already. */
    synchronized void set(Duration offset) {
        long now = actual.nanoTime();
        all.add(new Jump(now, offset.minusMillis(offsetMillis)));
        jumpedAt = now;
        jumps++;
        offsetMillis = offset.toMillis();
    }

    /** {@return the reading of the monotonic clock at the last jump; long ago if there was none} */
    long jumpedAt() {
        return jumpedAt;
    }

    /** {@return by how much the jumps between two readings of the monotonic clock have set the wall clock forward} */
    Duration forward(long from, long to) {
        return all.stream()
                .filter(jump -> jump.at() - from >= 0 && to - jump.at() >= 0)
                .map(Jump::by)
                .filter(by -> !by.isNegative())
                .reduce(Duration.ZERO, Duration::plus);
    }

    int jumps() {
        return jumps;
    }
}

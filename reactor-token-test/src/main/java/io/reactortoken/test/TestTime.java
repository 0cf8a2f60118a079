package io.reactortoken.test;

import io.reactortoken.CachePolicy;
import io.reactortoken.CachePolicyBuilder;
import io.reactortoken.TokenClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Time that stands still until a test moves it: a wall clock, a monotonic clock and a scheduler, which move together by
 * {@link #advance}, and apart by {@link #jumpWallClock} and {@link #sleepMachine}.
 *
 * <p>Thread-safe. Tasks that are due run on the thread that calls {@link #advance}, each at its own instant.
 *
 * @since 0.1.0
 */
public final class TestTime implements TokenClock {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final AtomicLong wallOffsetMillis = new AtomicLong(START.toEpochMilli());
    private final long monotonicOffsetNanos;

    private TestTime(long monotonicOffsetNanos) {
        this.monotonicOffsetNanos = monotonicOffsetNanos;
    }

    /** {@return a time that begins in 2030; its monotonic clock wraps from positive to negative a second later} */
    public static TestTime create() {
        return new TestTime(Long.MAX_VALUE - Duration.ofSeconds(1).toNanos());
    }

    /**
     * Returns the scheduler, for {@link CachePolicyBuilder#scheduler}.
     *
     * @return a scheduler whose tasks run when time is moved
     */
    public Scheduler scheduler() {
        return scheduler;
    }

    /**
     * Returns a policy by this time.
     *
     * @return a builder with the defaults, this clock and this scheduler
     */
    public CachePolicyBuilder policy() {
        return CachePolicy.builder().clock(this).scheduler(scheduler);
    }

    /**
     * Moves both clocks and runs what is due meanwhile.
     *
     * @param duration zero or more
     */
    public void advance(Duration duration) {
        scheduler.advanceTimeBy(duration);
    }

    /**
     * Sets the wall clock, and nothing else, forward or back.
     *
     * @param jump negative for back
     */
    public void jumpWallClock(Duration jump) {
        wallOffsetMillis.addAndGet(jump.toMillis());
    }

    /**
     * Lets time pass for the wall clock only, as while a machine sleeps: timers and the monotonic clock stand still.
     *
     * @param sleep how long
     */
    public void sleepMachine(Duration sleep) {
        jumpWallClock(sleep);
    }

    /** {@return the instant of the wall clock} */
    public Instant instant() {
        return Instant.ofEpochMilli(epochMillis());
    }

    @Override
    public long epochMillis() {
        return wallOffsetMillis.get() + scheduler.now(TimeUnit.MILLISECONDS);
    }

    @Override
    public long nanoTime() {
        return monotonicOffsetNanos + scheduler.now(TimeUnit.NANOSECONDS);
    }
}

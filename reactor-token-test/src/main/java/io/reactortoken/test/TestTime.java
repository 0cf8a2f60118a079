package io.reactortoken.test;

import io.reactortoken.CachePolicy;
import io.reactortoken.CachePolicyBuilder;
import io.reactortoken.TokenClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Time that stands still until a test moves it: a wall clock, a monotonic clock and a scheduler, which move together by
 * {@link #advance}, and apart by {@link #jumpWallClock}, {@link #stopWallClock} and {@link #sleepMachine}.
 *
 * <p>Thread-safe. Tasks that are due run on the thread that calls {@link #advance}, each at its own instant.
 *
 * @since 0.1.0
 */
public final class TestTime implements TokenClock {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final VirtualTimeScheduler virtual = VirtualTimeScheduler.create();
    private final TrackedScheduler scheduler = new TrackedScheduler(virtual);
    private final AtomicReference<Wall> wall = new AtomicReference<>(new Wall(START.toEpochMilli(), true));
    private final long monotonicOffsetNanos;

    /** The wall clock: so many milliseconds ahead of the scheduler while it runs, or that reading while it is stopped. */
    private record Wall(long millis, boolean runs) {}

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
     * @throws AssertionError if a task threw, when all that was due has run; its cause is what the task threw
     */
    public void advance(Duration duration) {
        virtual.advanceTimeBy(duration);
        Throwable thrown = scheduler.pollThrown();
        if (thrown != null) {
            throw new AssertionError(
                    "a task on the scheduler threw " + thrown.getClass().getName(), thrown);
        }
    }

    /**
     * Sets the wall clock, and nothing else, forward or back.
     *
     * @param jump negative for back
     */
    public void jumpWallClock(Duration jump) {
        wall.updateAndGet(now -> new Wall(now.millis + jump.toMillis(), now.runs));
    }

    /** Stops the wall clock, and nothing else, until {@link #startWallClock}. A jump sets it also while it stands. */
    public void stopWallClock() {
        wall.updateAndGet(now -> new Wall(read(now), false));
    }

    /** Lets a wall clock that was stopped go on from where it stands. */
    public void startWallClock() {
        wall.updateAndGet(now -> new Wall(read(now) - scheduler.now(TimeUnit.MILLISECONDS), true));
    }

    /**
     * Lets time pass for the wall clock only, as while a machine sleeps: timers and the monotonic clock stand still.
     *
     * @param sleep how long
     */
    public void sleepMachine(Duration sleep) {
        jumpWallClock(sleep);
    }

    /**
     * Tells what waits on the scheduler, for an assertion that nothing does.
     *
     * @return for each task that has neither run nor been disposed, its class and when it is due; the next one first
     */
    public List<String> pendingTasks() {
        return scheduler.pending();
    }

    @Nullable
    Throwable pollThrown() {
        return scheduler.pollThrown();
    }

    /** {@return the instant of the wall clock} */
    public Instant instant() {
        return Instant.ofEpochMilli(epochMillis());
    }

    @Override
    public long epochMillis() {
        return read(wall.get());
    }

    private long read(Wall now) {
        return now.runs ? now.millis + scheduler.now(TimeUnit.MILLISECONDS) : now.millis;
    }

    @Override
    public long nanoTime() {
        return monotonicOffsetNanos + scheduler.now(TimeUnit.NANOSECONDS);
    }
}

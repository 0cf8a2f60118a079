package io.reactortoken;

/**
 * Two clocks: the wall clock, which may jump, and the monotonic clock, which may stand still while a machine sleeps. A
 * token counts as expired as soon as either says so.
 *
 * <p>The wall clock is read at each hit, both at all else, from any thread: fast, non-blocking, thread-safe.
 *
 * @since 0.1.0
 */
public interface TokenClock {

    /**
     * Reads the wall clock.
     *
     * @return milliseconds since the epoch, UTC
     */
    long epochMillis();

    /**
     * Reads the monotonic clock.
     *
     * @return nanoseconds since an arbitrary origin; may be negative, and may wrap
     */
    long nanoTime();

    /**
     * Returns the clocks of this machine.
     *
     * @return {@link System#currentTimeMillis()} and {@link System#nanoTime()}
     */
    static TokenClock system() {
        return SystemClock.INSTANCE;
    }
}

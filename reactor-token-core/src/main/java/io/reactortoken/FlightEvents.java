package io.reactortoken;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one flight, one after the other. Each start that is told has exactly one end, whoever ends the flight and
 * however late: the attempt's own outcome, the deadline, or the close of the cache.
 */
final class FlightEvents {

    private final TokenCache cache;
    private final CachePolicy policy;

    /** The attempt that runs, a {@link RequestWatch}; or why there will be none, a {@link TokenException}. */
    private final AtomicReference<@Nullable Object> running = new AtomicReference<>();

    private int attempts;

    FlightEvents(TokenCache cache, CachePolicy policy) {
        this.cache = cache;
        this.policy = policy;
    }

    /** An attempt begins. It may be that the flight was ended on another thread meanwhile. */
    void begin(Now sentAt, Waiters waiters) {
        attempts++;
        RequestWatch watch = policy.events().begin(cache.source(), cache.state(), sentAt, attempts, waiters.count());
        if (watch != null && !running.compareAndSet(null, watch) && running.get() instanceof TokenException ended) {
            guarded(() -> watch.failed(ended, false, waiters.count()));
        }
    }

    /** The attempt failed, and another one is to follow. */
    void retried(TokenException failure, Waiters waiters) {
        if (running.get() instanceof RequestWatch watch && running.compareAndSet(watch, null)) {
            guarded(() -> watch.failed(failure, true, waiters.count()));
        }
    }

    /** The flight has ended, and with it whatever attempt was running. */
    void failed(TokenException failure, int waited) {
        if (running.getAndSet(failure) instanceof RequestWatch watch) {
            guarded(() -> watch.failed(failure, false, waited));
        }
    }

    void succeeded(boolean kept, int waited) {
        if (running.getAndSet(null) instanceof RequestWatch watch) {
            guarded(() -> watch.succeeded(kept, waited));
        }
    }

    private static void guarded(Runnable event) {
        try {
            event.run();
        } catch (Throwable thrown) {
            Dropped.error(thrown);
        }
    }
}

package io.reactortoken;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import reactor.util.retry.Retry;

/**
 * How often a fetch that somebody waits for is tried.
 *
 * <p>Only {@linkplain TokenException#retryable() retryable} failures are tried again, inside the one shared fetch. A
 * {@code Retry-After} that is longer than the backoff wins, and up to a fifth is added to it; if it ends after
 * {@link CachePolicyBuilder#acquisitionTimeout}, the fetch fails at once. A renewal in the background that nobody waits
 * for makes one attempt.
 *
 * @param attempts how many there may be, the first included; at least 1
 * @param backoff the waits between them, each times a number drawn from [0.5, 1)
 * @since 0.1.0
 */
public record RetryPolicy(int attempts, Backoff backoff) {

    private static final RetryPolicy DEFAULTS =
            new RetryPolicy(3, new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5)));

    /**
     * Checks the two.
     *
     * @param attempts see {@link #attempts()}
     * @param backoff see {@link #backoff()}
     */
    public RetryPolicy {
        requireNonNull(backoff, "backoff");
        if (attempts < 1) {
            throw new IllegalArgumentException("there must be at least 1 attempt, not " + attempts);
        }
    }

    /**
     * The wait before the next attempt, in nanoseconds. What a server asks for is never undercut; up to a fifth is added,
     * so that those whom it sent away together do not come back together.
     */
    long nanosAfter(int failures, TokenException failure, RandomSource random) {
        long asked = Math.min(Times.nanos(failure.retryAfter().orElse(Duration.ZERO)), Long.MAX_VALUE / 2);
        long spread = (long) (asked * (random.nextDouble() / 5));
        return Math.max(backoff.nanos(failures, random), asked + spread);
    }

    /** {@return three attempts, 100 to 200 ms and then twice that apart, at most 5 s} */
    public static RetryPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * Returns this policy as an operator's argument, for a source that is not cached:
     * {@code source.token().retryWhen(policy.toRetry())}. A cache does this itself.
     *
     * <p>Counts per subscription. A {@code Retry-After} beyond the longest wait of the backoff ends it, because nothing here
     * knows how long the subscriber would wait. When it gives up, it signals the last error as a {@link TokenException}, with
     * the ones before as suppressed exceptions. Waits run on
     * {@link reactor.core.scheduler.Schedulers#parallel()}.
     *
     * @return a specification that may be shared
     */
    public Retry toRetry() {
        return new RetrySpec(this);
    }

    /** {@return one attempt} */
    public static RetryPolicy none() {
        return new RetryPolicy(1, DEFAULTS.backoff);
    }
}

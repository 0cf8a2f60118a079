package io.reactortoken.oauth2;

import static java.util.Objects.requireNonNull;

import io.reactortoken.CachePolicy;
import java.time.Duration;

/**
 * One policy for all keys of {@link TokenSources}.
 *
 * @param cache how each key's token is kept and renewed. Its retry policy counts, and that of a request does not. Tokens
 *     are renewed by use, so that {@link CachePolicy#keepWarm()} must be off
 * @param maximumSize how many keys are kept, at least 1; the one that was idle longest goes first. It may be passed for
 *     a moment
 * @param idleTime a key that nobody asked for during this time is forgotten, when the registry is next used; more than
 *     zero
 * @param concurrency how many requests may be on their way to one authorization server, over all keys, at least 1. The
 *     others wait in the order in which they came, and their deadline runs meanwhile
 * @since 0.1.0
 */
public record RegistryPolicy(CachePolicy cache, int maximumSize, Duration idleTime, int concurrency) {

    private static final RegistryPolicy DEFAULTS =
            new RegistryPolicy(CachePolicy.defaults(), 10_000, Duration.ofHours(1), 16);

    /**
     * Checks all of them.
     *
     * @param cache see {@link #cache()}
     * @param maximumSize see {@link #maximumSize()}
     * @param idleTime see {@link #idleTime()}
     * @param concurrency see {@link #concurrency()}
     */
    public RegistryPolicy {
        requireNonNull(cache, "cache");
        if (cache.keepWarm()) {
            throw new IllegalArgumentException("a registry renews by use: keepWarm would need a timer for each key");
        }
        if (maximumSize < 1) {
            throw new IllegalArgumentException("maximumSize must be at least 1, not " + maximumSize);
        }
        if (idleTime.isNegative() || idleTime.isZero()) {
            throw new IllegalArgumentException("idleTime must be more than zero: " + idleTime);
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be at least 1, not " + concurrency);
        }
    }

    /** {@return the default cache policy, 10 000 keys, one hour, 16 requests} */
    public static RegistryPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * Replaces the policy of each key's cache.
     *
     * @param cache the new policy
     * @return a new policy
     */
    public RegistryPolicy withCache(CachePolicy cache) {
        return new RegistryPolicy(cache, maximumSize, idleTime, concurrency);
    }

    /**
     * Replaces how many keys are kept.
     *
     * @param maximumSize at least 1
     * @return a new policy
     */
    public RegistryPolicy withMaximumSize(int maximumSize) {
        return new RegistryPolicy(cache, maximumSize, idleTime, concurrency);
    }

    /**
     * Replaces how long an idle key is kept.
     *
     * @param idleTime more than zero
     * @return a new policy
     */
    public RegistryPolicy withIdleTime(Duration idleTime) {
        return new RegistryPolicy(cache, maximumSize, idleTime, concurrency);
    }

    /**
     * Replaces how many requests may be on their way to one authorization server.
     *
     * @param concurrency at least 1
     * @return a new policy
     */
    public RegistryPolicy withConcurrency(int concurrency) {
        return new RegistryPolicy(cache, maximumSize, idleTime, concurrency);
    }
}

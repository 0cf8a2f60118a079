package io.reactortoken;

import io.reactortoken.event.TokenEventAudience;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * How long a cache keeps a token, when it renews it, and how it treats failures. Immutable.
 *
 * @since 0.1.0
 */
public final class CachePolicy {

    private static final CachePolicy DEFAULTS = builder().build();

    private final CachePolicyBuilder options;
    private final TokenClock clock;

    // here and not in each cache, of which there may be a hundred thousand
    private final CacheTransitions transitions;
    private final CacheEvents events;

    CachePolicy(CachePolicyBuilder options) {
        this.options = options;
        this.clock = options.clock;
        this.transitions = new CacheTransitions(this);
        this.events = new CacheEvents(options);
    }

    /** {@return the policy that every option's default makes} */
    public static CachePolicy defaults() {
        return DEFAULTS;
    }

    /** {@return a builder that holds the defaults} */
    public static CachePolicyBuilder builder() {
        return new CachePolicyBuilder();
    }

    /** {@return a builder that holds this policy's options} */
    public CachePolicyBuilder toBuilder() {
        return options;
    }

    /** {@return the name of the source, as errors and events show it; empty if it has none} */
    public String name() {
        return options.name;
    }

    Duration refreshBefore() {
        return options.refreshBefore;
    }

    Duration jitter() {
        return options.jitter;
    }

    Duration expiryMargin() {
        return options.expiryMargin;
    }

    Duration defaultLifetime() {
        return options.defaultLifetime;
    }

    Duration maxLifetime() {
        return options.maxLifetime;
    }

    Duration acquisitionTimeout() {
        return options.acquisitionTimeout;
    }

    RetryPolicy retry() {
        return options.retry;
    }

    HoldPolicy holds() {
        return options.holds;
    }

    ForcedRefreshPolicy forcedRefresh() {
        return options.forcedRefresh;
    }

    Duration unchangedInterval() {
        return options.unchangedInterval;
    }

    Duration minimumInterval() {
        return options.minimumInterval;
    }

    /** {@return whether tokens are renewed without traffic} */
    public boolean keepWarm() {
        return options.keepWarm;
    }

    /** {@return who is told what happens, besides whom a token request names} */
    public TokenEventAudience audience() {
        return options.audience;
    }

    /** {@return the clocks by which tokens age} */
    public TokenClock clock() {
        return clock;
    }

    CacheTransitions transitions() {
        return transitions;
    }

    CacheEvents events() {
        return events;
    }

    Scheduler scheduler() {
        return options.scheduler == null ? Schedulers.parallel() : options.scheduler;
    }

    @Nullable
    Scheduler resumeOn() {
        return options.resumeOn;
    }

    RandomSource random() {
        return options.random;
    }
}

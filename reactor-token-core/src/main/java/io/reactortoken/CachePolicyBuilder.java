package io.reactortoken;

import static java.util.Objects.requireNonNull;

import io.reactortoken.event.TokenEventAudience;
import io.reactortoken.event.TokenEventListener;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Collects the options of a {@link CachePolicy}. Immutable: every call returns a new builder.
 *
 * @since 0.1.0
 */
public final class CachePolicyBuilder implements Cloneable {

    String name = "";
    Duration refreshBefore = Duration.ofMinutes(5);
    Duration jitter = Duration.ofSeconds(60);
    Duration expiryMargin = Duration.ofSeconds(30);
    Duration defaultLifetime = Duration.ofMinutes(5);
    Duration maxLifetime = Duration.ofHours(24);
    Duration acquisitionTimeout = Duration.ofSeconds(30);
    RetryPolicy retry = RetryPolicy.defaults();
    HoldPolicy holds = HoldPolicy.defaults();
    ForcedRefreshPolicy forcedRefresh = ForcedRefreshPolicy.defaults();
    Duration unchangedInterval = Duration.ofSeconds(30);
    Duration minimumInterval = Duration.ofSeconds(1);
    boolean keepWarm = false;
    TokenEventAudience audience = TokenEventAudience.logOnly();
    TokenClock clock = TokenClock.system();

    @Nullable
    Scheduler scheduler;

    @Nullable
    Scheduler resumeOn;

    RandomSource random = () -> ThreadLocalRandom.current().nextDouble();

    CachePolicyBuilder() {}

    /**
     * Names the source in errors and events. Default: empty; a token request puts its registration id there.
     *
     * @param name at most 64 characters are shown
     * @return a new builder
     */
    public CachePolicyBuilder name(String name) {
        CachePolicyBuilder copy = copy();
        copy.name = requireNonNull(name, "name");
        return copy;
    }

    /**
     * Sets how long before its expiry a token is renewed in the background. Default: 5 minutes.
     *
     * <p>Scaled to short lifetimes: at most half the lifetime.
     *
     * @param refreshBefore zero or more; zero means that a caller waits for each new token
     * @return a new builder
     */
    public CachePolicyBuilder refreshBefore(Duration refreshBefore) {
        CachePolicyBuilder copy = copy();
        copy.refreshBefore = Times.requireNonNegative(refreshBefore, "refreshBefore");
        return copy;
    }

    /**
     * Sets by how much a renewal may be delayed, so that a fleet does not renew at one instant. Default: 60 seconds.
     *
     * <p>Drawn once per token, evenly from zero to the smaller of this and a fifth of the (scaled) {@link #refreshBefore}.
     *
     * @param jitter zero or more; zero switches it off
     * @return a new builder
     */
    public CachePolicyBuilder jitter(Duration jitter) {
        CachePolicyBuilder copy = copy();
        copy.jitter = Times.requireNonNegative(jitter, "jitter");
        return copy;
    }

    /**
     * Sets how long before its expiry a token is no longer handed out. Default: 30 seconds.
     *
     * <p>Scaled to short lifetimes: at most a tenth of the lifetime.
     *
     * @param expiryMargin zero or more
     * @return a new builder
     */
    public CachePolicyBuilder expiryMargin(Duration expiryMargin) {
        CachePolicyBuilder copy = copy();
        copy.expiryMargin = Times.requireNonNegative(expiryMargin, "expiryMargin");
        return copy;
    }

    /**
     * Sets the lifetime of a token that came without one. Default: 5 minutes.
     *
     * @param defaultLifetime more than zero
     * @return a new builder
     */
    public CachePolicyBuilder defaultLifetime(Duration defaultLifetime) {
        CachePolicyBuilder copy = copy();
        copy.defaultLifetime = Times.requirePositive(defaultLifetime, "defaultLifetime");
        return copy;
    }

    /**
     * Sets the longest lifetime that is believed. Default: 24 hours.
     *
     * @param maxLifetime more than zero
     * @return a new builder
     */
    public CachePolicyBuilder maxLifetime(Duration maxLifetime) {
        CachePolicyBuilder copy = copy();
        copy.maxLifetime = Times.requirePositive(maxLifetime, "maxLifetime");
        return copy;
    }

    /**
     * Sets how long a fetch may take, all attempts and waits between them included. Default: 30 seconds.
     *
     * <p>The cache ends the fetch itself; those who wait get a {@link TokenTransportException} with code {@code TMO}. A
     * caller that wants to wait for less applies {@code timeout} to its own mono, which leaves the fetch alone. A wait
     * between attempts that would end later is not begun. If the timer gets lost, the next caller ends the fetch.
     *
     * @param acquisitionTimeout more than zero
     * @return a new builder
     */
    public CachePolicyBuilder acquisitionTimeout(Duration acquisitionTimeout) {
        CachePolicyBuilder copy = copy();
        copy.acquisitionTimeout = Times.requirePositive(acquisitionTimeout, "acquisitionTimeout");
        return copy;
    }

    /**
     * Sets how often a fetch that somebody waits for is tried. Default: {@link RetryPolicy#defaults()}.
     *
     * @param retry attempts, and the waits between them
     * @return a new builder
     */
    public CachePolicyBuilder retry(RetryPolicy retry) {
        CachePolicyBuilder copy = copy();
        copy.retry = requireNonNull(retry, "retry");
        return copy;
    }

    /**
     * Sets how long nobody is asked after a failure. Default: {@link HoldPolicy#defaults()}.
     *
     * @param holds after a failed renewal, a failure that may pass, one that will not
     * @return a new builder
     */
    public CachePolicyBuilder holds(HoldPolicy holds) {
        CachePolicyBuilder copy = copy();
        copy.holds = requireNonNull(holds, "holds");
        return copy;
    }

    /**
     * Sets the limits for {@link CachedTokenSource#invalidate}. Default: {@link ForcedRefreshPolicy#defaults()}.
     *
     * @param forcedRefresh the limits
     * @return a new builder
     */
    public CachePolicyBuilder forcedRefresh(ForcedRefreshPolicy forcedRefresh) {
        CachePolicyBuilder copy = copy();
        copy.forcedRefresh = requireNonNull(forcedRefresh, "forcedRefresh");
        return copy;
    }

    /**
     * Sets the least time to the next renewal after one that brought the same token again, or one that is due already.
     * Default: 30 seconds, or when the token expires, if that is sooner.
     *
     * @param unchangedInterval more than zero
     * @return a new builder
     */
    public CachePolicyBuilder unchangedInterval(Duration unchangedInterval) {
        CachePolicyBuilder copy = copy();
        copy.unchangedInterval = Times.requirePositive(unchangedInterval, "unchangedInterval");
        return copy;
    }

    /**
     * Sets the least time between two fetches that brought a token which could not be kept, because its lifetime was over
     * when it arrived. Default: 1 second.
     *
     * @param minimumInterval more than zero
     * @return a new builder
     */
    public CachePolicyBuilder minimumInterval(Duration minimumInterval) {
        CachePolicyBuilder copy = copy();
        copy.minimumInterval = Times.requirePositive(minimumInterval, "minimumInterval");
        return copy;
    }

    /**
     * Renews without traffic. Default: false, an idle source asks nobody.
     *
     * @param keepWarm true to renew each token when it is due, once there has been a first one
     * @return a new builder
     */
    public CachePolicyBuilder keepWarm(boolean keepWarm) {
        CachePolicyBuilder copy = copy();
        copy.keepWarm = keepWarm;
        return copy;
    }

    /**
     * Adds a listener to events. Default: none; what happens is logged either way.
     *
     * @param listener told after the fact, on a thread of its own; see {@link TokenEventListener}
     * @return a new builder
     */
    public CachePolicyBuilder listener(TokenEventListener listener) {
        CachePolicyBuilder copy = copy();
        copy.audience = audience.with(listener);
        return copy;
    }

    /**
     * Sets the clocks. Default: {@link TokenClock#system()}.
     *
     * @param clock wall clock and monotonic clock
     * @return a new builder
     */
    public CachePolicyBuilder clock(TokenClock clock) {
        CachePolicyBuilder copy = copy();
        copy.clock = requireNonNull(clock, "clock");
        return copy;
    }

    /**
     * Sets what runs the timers of waits and deadlines. Default: {@link Schedulers#parallel()}.
     *
     * @param scheduler used for short tasks that never block; not disposed by the cache
     * @return a new builder
     */
    public CachePolicyBuilder scheduler(Scheduler scheduler) {
        CachePolicyBuilder copy = copy();
        copy.scheduler = requireNonNull(scheduler, "scheduler");
        return copy;
    }

    /**
     * Resumes each waiting subscriber in a task of its own. Default: all of them, one after the other, on the thread that
     * ended the fetch, in the order in which they came.
     *
     * <p>With the default, a subscriber that computes for long when its token arrives delays those behind it. A subscriber
     * for which no task can be had is resumed in place.
     *
     * @param resumeOn runs one task per waiting subscriber; not disposed by the cache
     * @return a new builder
     */
    public CachePolicyBuilder resumeOn(Scheduler resumeOn) {
        CachePolicyBuilder copy = copy();
        copy.resumeOn = requireNonNull(resumeOn, "resumeOn");
        return copy;
    }

    /** Replaces chance. */
    CachePolicyBuilder random(RandomSource random) {
        CachePolicyBuilder copy = copy();
        copy.random = random;
        return copy;
    }

    /**
     * Checks how the options go together.
     *
     * @return the policy
     * @throws IllegalArgumentException if a token would be renewed only when it is no longer handed out
     */
    public CachePolicy build() {
        if (!refreshBefore.isZero() && refreshBefore.compareTo(expiryMargin) < 0) {
            throw new IllegalArgumentException("refreshBefore (" + refreshBefore + ") must not be shorter than "
                    + "expiryMargin (" + expiryMargin + "), or be zero to switch renewal in the background off");
        }
        return new CachePolicy(this);
    }

    private CachePolicyBuilder copy() {
        try {
            return (CachePolicyBuilder) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

package io.reactortoken;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long a cache asks nobody after a failure.
 *
 * @param renewal the waits between failed renewals while the token still works; callers notice nothing. Each is times a
 *     number drawn from [0.5, 1). A longer {@code Retry-After} wins, up to one hour
 * @param transientFailure how long callers are refused at once (code {@code HLD}) while no token works and the last fetch
 *     failed for a reason that may pass. Each is times a number drawn from [0.5, 1). A longer {@code Retry-After} wins,
 *     up to one hour
 * @param permanentFailure the same after a reason that will not pass by itself, such as a wrong secret; not randomised
 * @since 0.1.0
 */
public record HoldPolicy(Backoff renewal, Backoff transientFailure, Backoff permanentFailure) {

    private static final HoldPolicy DEFAULTS = new HoldPolicy(
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30)),
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)),
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60)));

    /**
     * Checks that all are there.
     *
     * @param renewal see {@link #renewal()}
     * @param transientFailure see {@link #transientFailure()}
     * @param permanentFailure see {@link #permanentFailure()}
     */
    public HoldPolicy {
        requireNonNull(renewal, "renewal");
        requireNonNull(transientFailure, "transientFailure");
        requireNonNull(permanentFailure, "permanentFailure");
    }

    /** {@return renewals 1 to 30 s apart, holds of 0.5 to 30 s and of 1 to 60 s; each is as short as half of that, at random} */
    public static HoldPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * Replaces the waits between failed renewals.
     *
     * @param renewal the new waits
     * @return a new policy
     */
    public HoldPolicy withRenewal(Backoff renewal) {
        return new HoldPolicy(renewal, transientFailure, permanentFailure);
    }

    /**
     * Replaces the holds after a failure that may pass.
     *
     * @param transientFailure the new holds
     * @return a new policy
     */
    public HoldPolicy withTransientFailure(Backoff transientFailure) {
        return new HoldPolicy(renewal, transientFailure, permanentFailure);
    }

    /**
     * Replaces the holds after a failure that will not pass by itself.
     *
     * @param permanentFailure the new holds
     * @return a new policy
     */
    public HoldPolicy withPermanentFailure(Backoff permanentFailure) {
        return new HoldPolicy(renewal, transientFailure, permanentFailure);
    }
}

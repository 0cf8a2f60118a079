package io.reactortoken.chaos;

import io.reactortoken.Backoff;
import io.reactortoken.CachePolicy;
import io.reactortoken.HoldPolicy;
import io.reactortoken.RetryPolicy;
import java.time.Duration;

/** The times of a run: short, so that much happens in ten minutes, and what follows from them. */
final class Timing {

    /** Of a token. The server's "expires_in" may be a second less. */
    static final Duration LIFETIME = Duration.ofSeconds(10);

    static final Duration REFRESH_BEFORE = Duration.ofSeconds(4);

    /** The soonest that a token is renewed which nobody refused. */
    static final Duration BETWEEN_RENEWALS = LIFETIME.minusSeconds(1).minus(REFRESH_BEFORE);

    /** One token request. */
    static final Duration ATTEMPT = Duration.ofSeconds(4);

    static final Duration ACQUISITION = Duration.ofSeconds(5);
    static final Duration LONGEST_HOLD = Duration.ofSeconds(2);

    /** So long after the last trouble each source has a token again: a fetch that still fails, and the hold after it. */
    static final Duration HEALED = ACQUISITION.plus(LONGEST_HOLD);

    /** A connection that a fault has broken may be met so long after its end. */
    static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

    /** So long after a jump of the clock: a token whose lifetime was over when it came puts its source on hold for 1 s. */
    static final Duration AFTER_A_JUMP = Duration.ofSeconds(2);

    static final Duration API_SILENCE = Duration.ofSeconds(10);
    static final Duration CALL_LIMIT = Duration.ofSeconds(60);

    static final int ATTEMPTS = 3;

    private Timing() {}

    static CachePolicy policy(ChaosClock clock) {
        Duration first = Duration.ofMillis(500);
        return CachePolicy.builder()
                .clock(clock)
                .refreshBefore(REFRESH_BEFORE)
                .expiryMargin(Duration.ofSeconds(1))
                .acquisitionTimeout(ACQUISITION)
                .retry(new RetryPolicy(ATTEMPTS, new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1))))
                .holds(new HoldPolicy(
                        new Backoff(first, LONGEST_HOLD),
                        new Backoff(first, LONGEST_HOLD),
                        new Backoff(first, LONGEST_HOLD)))
                .build();
    }
}

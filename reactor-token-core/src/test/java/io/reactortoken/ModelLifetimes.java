package io.reactortoken;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When the model's tokens are due and over, as the policy's Javadoc tells it. */
final class ModelLifetimes {

    private static final long SECOND = 1_000_000_000L;

    private final CachePolicy policy;

    ModelLifetimes(CachePolicy policy) {
        this.policy = policy;
    }

    /**
     * A token that is held. In the second of the wall clock after a look at both clocks, the wall clock alone is believed:
     * that is the price of a hit that reads one clock. It is not in the last second before the token is due. Who sets the clock back into that second meets a token that the
     * monotonic clock calls over.
     */
    static final class Held {
        final AccessToken token;
        final Moment sent;
        final long lifetime;
        final Moment due;
        final Moment end;
        private long trustedFrom;
        private long trustedUntil;

        Held(AccessToken token, Moment sent, long lifetime, Moment due, Moment end) {
            this.token = token;
            this.sent = sent;
            this.lifetime = lifetime;
            this.due = due;
            this.end = end;
        }

        boolean isTrusted(Moment now) {
            return now.wallMillis() >= trustedFrom && now.wallMillis() < trustedUntil;
        }

        void lookedAt(Moment now) {
            trustedFrom = now.wallMillis();
            trustedUntil = now.nanosUntil(due) < SECOND ? trustedFrom : trustedFrom + 1_000;
        }
    }

    /** Null if it is over already. */
    @Nullable
    Held hold(AccessToken token, Moment sent, Moment now, boolean known) {
        long lifetime = lifetime(token) - ageWhenSent(token, sent);
        long before = Math.min(policy.refreshBefore().toNanos(), lifetime / 2);
        long margin = Math.min(policy.expiryMargin().toNanos(), lifetime / 10);
        long spread = (long) (Math.min(policy.jitter().toNanos(), before / 5)
                * policy.random().nextDouble());
        Moment end = sent.plus(lifetime - margin);
        Moment due = sent.plus(Math.min(lifetime - margin, lifetime - before + spread));
        if (lifetime <= 0 || now.isAtOrAfter(end)) {
            return null;
        }
        if (known || now.isAtOrAfter(due)) {
            Moment pause = now.plus(policy.unchangedInterval().toNanos());
            Moment later = pause.isAtOrAfter(due) ? pause : due;
            due = later.isAtOrAfter(end) ? end : later;
        }
        return new Held(token, sent, lifetime, due, end);
    }

    private long lifetime(AccessToken token) {
        Duration promised = token.lifetime().orElse(policy.defaultLifetime());
        Duration most = policy.maxLifetime();
        Duration clamped = promised.compareTo(most) > 0 ? most : promised;
        return clamped.isNegative() ? 0 : clamped.toNanos();
    }

    /** What a server says it issued before it was asked has lived for a while. */
    private static long ageWhenSent(AccessToken token, Moment sent) {
        long millis = token.issuedAt()
                .map(issued -> sent.wallMillis() - issued.toEpochMilli())
                .orElse(0L);
        return Math.max(0, millis) * 1_000_000;
    }

    /** Doubles from the first wait to the last. */
    static long backoff(Backoff backoff, int failures) {
        long wait = backoff.first().toNanos();
        for (int i = 1; i < failures && wait < backoff.cap().toNanos(); i++) {
            wait *= 2;
        }
        return Math.min(wait, backoff.cap().toNanos());
    }

    long spread(Backoff backoff, int failures) {
        return (long) (backoff(backoff, failures) * (0.5 + policy.random().nextDouble() / 2));
    }

    static long minimumAge(Held held) {
        return Math.min(5 * SECOND, held.lifetime / 10);
    }

    static long quietTime(Held held) {
        return Math.min(60 * SECOND, held.lifetime / 2);
    }
}

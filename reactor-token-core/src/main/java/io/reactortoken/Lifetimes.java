package io.reactortoken;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a token is due, and when it is over: the policy's times, scaled to the token's lifetime. */
final class Lifetimes {

    /** So that a difference of two deadlines fits a {@code long} of nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final CachePolicy policy;

    Lifetimes(CachePolicy policy) {
        this.policy = policy;
    }

    /**
     * Anchors a token at the instant its request was sent, which is never later than when the server began to count.
     *
     * @param before what was held: a source that returns the same instance again does not make it younger
     * @param known whether this token was held or rejected already, so that to ask again at once is of no use
     */
    HeldToken hold(AccessToken token, Now sentAt, Now now, @Nullable HeldToken before, boolean known) {
        Now anchor = anchor(token, sentAt, before);
        long lifetime = nanos(token, anchor);
        long refreshBefore = Math.min(Times.nanos(policy.refreshBefore()), lifetime / 2);
        long margin = Math.min(Times.nanos(policy.expiryMargin()), lifetime / 10);
        Now expiresAt = anchor.plus(lifetime - Math.max(0, margin));
        Now dueAt = anchor.plus(Math.min(lifetime - margin, lifetime - refreshBefore + jitter(refreshBefore)));
        if (known || now.hasReached(dueAt)) {
            dueAt = earlier(expiresAt, later(dueAt, now.plus(Times.nanos(policy.unchangedInterval()))));
        }
        return new HeldToken(token, anchor, dueAt, expiresAt);
    }

    /** The lifetime that a held token had when its request was sent. */
    long nanos(HeldToken held) {
        return Math.max(0, nanos(held.token, held.sentAt()));
    }

    private long nanos(AccessToken token, Now anchor) {
        return Times.nanos(lifetime(token)) - ageWhenSent(token, anchor);
    }

    @SuppressWarnings("ReferenceEquality") // the same text may have been issued again, the same instance was not
    private static Now anchor(AccessToken token, Now sentAt, @Nullable HeldToken before) {
        return before != null && before.token == token ? before.sentAt() : sentAt;
    }

    private Duration lifetime(AccessToken token) {
        Duration believed = Times.min(token.lifetime().orElse(policy.defaultLifetime()), policy.maxLifetime());
        return Times.max(LONGEST.negated(), Times.min(believed, LONGEST));
    }

    private static long ageWhenSent(AccessToken token, Now sentAt) {
        Instant sent = Instant.ofEpochMilli(sentAt.wallMillis());
        return token.issuedAt()
                .filter(issued -> issued.isBefore(sent))
                .map(issued -> Times.nanos(Times.min(Duration.between(issued, sent), LONGEST)))
                .orElse(0L);
    }

    private long jitter(long refreshBefore) {
        long most = Math.min(Times.nanos(policy.jitter()), refreshBefore / 5);
        return (long) (Math.max(0, most) * policy.random().nextDouble());
    }

    private static Now earlier(Now one, Now other) {
        return other.hasReached(one) ? one : other;
    }

    private static Now later(Now one, Now other) {
        return other.hasReached(one) ? other : one;
    }
}

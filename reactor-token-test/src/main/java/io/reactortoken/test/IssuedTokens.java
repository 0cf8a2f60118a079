package io.reactortoken.test;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Which tokens a source has issued, and until when each of them lives. */
final class IssuedTokens {

    /** How long a cache may believe the wall clock alone, see docs/concurrency.md. */
    private static final long WINDOW_MILLIS = 1_000;

    private final TokenClock clock;
    private final AtomicLong events = new AtomicLong();
    private final Map<AccessToken, Issue> issues = new ConcurrentHashMap<>();
    private volatile @Nullable Issue latest;

    IssuedTokens(TokenClock clock) {
        this.clock = clock;
    }

    /** A reading of both clocks, and its place among all that happened. */
    record Moment(long event, long wallMillis, long nanos) {

        Duration wallSince(Moment earlier) {
            return Duration.ofMillis(wallMillis - earlier.wallMillis);
        }

        Duration monotonicSince(Moment earlier) {
            return Duration.ofNanos(nanos - earlier.nanos);
        }
    }

    Moment now() {
        return new Moment(events.incrementAndGet(), clock.epochMillis(), clock.nanoTime());
    }

    /** A token arrived, by a request that was sent then. */
    void issued(AccessToken token, Moment sent) {
        Issue issue = new Issue(lifetime(token, sent), sent, now());
        issues.put(token, issue);
        latest = issue;
    }

    /** Somebody comes, and a cache may look at its token on that occasion. */
    Moment came() {
        Moment now = now();
        Issue issue = latest;
        if (issue != null) {
            issue.look(now);
        }
        return now;
    }

    /** Null if the server did not say; what it promised is counted from when it says it issued the token, if earlier. */
    private static @Nullable Duration lifetime(AccessToken token, Moment sent) {
        Instant sentAt = Instant.ofEpochMilli(sent.wallMillis);
        Duration age = token.issuedAt()
                .filter(issued -> issued.isBefore(sentAt))
                .map(issued -> Duration.between(issued, sentAt))
                .orElse(Duration.ZERO);
        return token.lifetime()
                .map(promised -> promised.isNegative() ? promised : promised.minus(age))
                .orElse(null);
    }

    /**
     * Judges a token that is handed out to somebody who came then.
     *
     * @param lateDemand whether it asked for a token later than that: its token may have waited for it
     * @return what is wrong, or null
     */
    @Nullable
    String judge(AccessToken token, Moment came, boolean lateDemand) {
        Issue issue = issues.get(token);
        if (issue == null) {
            return "the source has not issued it: " + token;
        }
        if (issue.arrived.event > came.event) {
            return null; // it was waited for: the server has just issued it, whatever it says about its lifetime
        }
        Moment due = lateDemand ? came : now();
        if (issue.livesByWall(due) && (issue.livesByMonotonic(due) || issue.isInWindow(due))) {
            return null;
        }
        return "it is dead: " + token + " lives for " + issue.lifetime + ", and its request was sent "
                + due.wallSince(issue.sent) + " ago by the wall clock, " + due.monotonicSince(issue.sent)
                + " ago by the monotonic clock";
    }

    private static final class Issue {
        private final @Nullable Duration lifetime;
        private final Moment sent;
        private final Moment arrived;
        /** When the token was looked at and lived, by the wall clock. */
        private final NavigableSet<Long> looks = new ConcurrentSkipListSet<>();

        Issue(@Nullable Duration lifetime, Moment sent, Moment arrived) {
            this.lifetime = lifetime;
            this.sent = sent;
            this.arrived = arrived;
        }

        boolean livesByWall(Moment now) {
            return lifetime == null || now.wallSince(sent).compareTo(lifetime) < 0;
        }

        boolean livesByMonotonic(Moment now) {
            return lifetime == null || now.monotonicSince(sent).compareTo(lifetime) < 0;
        }

        /**
         * A look at both clocks: if they agree, the wall clock alone is believed for the second that begins now. Later
         * looks need not end that: a token that is due for renewal is looked at on each call.
         */
        void look(Moment now) {
            if (!isInWindow(now) && livesByWall(now) && livesByMonotonic(now)) {
                looks.add(now.wallMillis);
            }
        }

        boolean isInWindow(Moment now) {
            Long look = looks.floor(now.wallMillis);
            return look != null && now.wallMillis - look < WINDOW_MILLIS;
        }
    }
}

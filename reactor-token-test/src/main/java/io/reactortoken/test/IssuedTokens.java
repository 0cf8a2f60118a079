package io.reactortoken.test;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Which tokens a source has issued, and until when each of them lives. */
final class IssuedTokens {

    /** How long a cache may believe the wall clock alone, see docs/concurrency.md. */
    private static final long WINDOW_MILLIS = 1_000;

    private final TokenClock clock;
    private final AtomicLong events = new AtomicLong();
    private final Map<AccessToken, Issue> issues = new ConcurrentHashMap<>();

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
        issues.put(token, new Issue(lifetime(token, sent), sent, now()));
    }

    /** Null if the server did not say; what it promised is counted from when it says it issued the token, if earlier. */
    private static @Nullable Duration lifetime(AccessToken token, Moment sent) {
        Instant sentAt = Instant.ofEpochMilli(sent.wallMillis);
        Duration age = token.issuedAt()
                .filter(issued -> issued.isBefore(sentAt))
                .map(issued -> Duration.between(issued, sentAt))
                .orElse(Duration.ZERO);
        return token.lifetime().map(promised -> promised.minus(age)).orElse(null);
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
        return issue.fault(token, lateDemand ? came : now());
    }

    private static final class Issue {
        private final @Nullable Duration lifetime;
        private final Moment sent;
        private final Moment arrived;
        private volatile @Nullable Moment seenAlive;

        Issue(@Nullable Duration lifetime, Moment sent, Moment arrived) {
            this.lifetime = lifetime;
            this.sent = sent;
            this.arrived = arrived;
        }

        @Nullable
        String fault(AccessToken token, Moment now) {
            if (lifetime == null) {
                return null;
            }
            Duration byWall = now.wallSince(sent);
            Duration byMonotonic = now.monotonicSince(sent);
            boolean deadByWall = byWall.compareTo(lifetime) >= 0;
            boolean deadByMonotonic = byMonotonic.compareTo(lifetime) >= 0;
            if (!deadByWall && !deadByMonotonic) {
                look(now);
                return null;
            }
            if (!deadByWall && isInWindow(now)) {
                return null;
            }
            return "it is dead: " + token + " lives for " + lifetime + ", and its request was sent " + byWall
                    + " ago by the wall clock, " + byMonotonic + " ago by the monotonic clock";
        }

        private void look(Moment now) {
            if (!isInWindow(now)) {
                seenAlive = now;
            }
        }

        private boolean isInWindow(Moment now) {
            Moment seen = seenAlive;
            long since = seen == null ? -1 : now.wallMillis - seen.wallMillis;
            return since >= 0 && since < WINDOW_MILLIS;
        }
    }
}

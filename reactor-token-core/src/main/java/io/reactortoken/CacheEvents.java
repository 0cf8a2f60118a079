package io.reactortoken;

import io.reactortoken.CacheState.Hold;
import io.reactortoken.CacheState.Phase;
import io.reactortoken.CacheState.Rejection;
import io.reactortoken.event.EventOrigin;
import io.reactortoken.event.TokenEvent.EventFailure;
import io.reactortoken.event.TokenEvent.HoldEntered;
import io.reactortoken.event.TokenEvent.HoldLeft;
import io.reactortoken.event.TokenEvent.RenewalScheduled;
import io.reactortoken.event.TokenEvent.TokenRejected;
import io.reactortoken.event.TokenEventAudience;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the caches of a policy tell: the difference of two states. Called when all who waited have been woken; whatever is
 * thrown here harms nobody (CF-23). Where nobody listens, no event is made.
 */
final class CacheEvents {

    /** Reports that change nothing but the time of the last report may come by the thousand. */
    private static final long REPORTS_APART = Duration.ofSeconds(1).toNanos();

    private final CachePolicyBuilder options;

    CacheEvents(CachePolicyBuilder options) {
        this.options = options;
    }

    /** Who is told: the listeners of the policy, and those that the source knows of. A cache tells its own story. */
    TokenEventAudience audience(TokenSource source) {
        return isOrigin(source) ? options.audience.and(((EventOrigin) source).audience()) : options.audience;
    }

    String client(TokenSource source) {
        return options.name.isEmpty() && source instanceof EventOrigin origin ? origin.client() : options.name;
    }

    private static boolean isOrigin(TokenSource source) {
        return source instanceof EventOrigin && !(source instanceof CachedTokenSource);
    }

    /** A request begins; null where nobody will ask for its end. */
    @Nullable
    RequestWatch begin(TokenSource source, CacheState state, Now now, int attempt, int waiting) {
        try {
            TokenEventAudience told = audience(source);
            boolean renewal = state.phase(now) == Phase.FRESH || state.phase(now) == Phase.STALE;
            // a source may learn by its first request who listens
            return told.listens() || isOrigin(source)
                    ? RequestWatch.begin(this, source, new RequestWatch.Start(told, now, attempt, renewal, waiting))
                    : null;
        } catch (Throwable thrown) {
            Dropped.error(thrown);
            return null;
        }
    }

    /** The state has changed. */
    void changed(TokenSource source, CacheState before, CacheState after, Now now) {
        try {
            TokenEventAudience told = audience(source);
            if (told.listens() || (before.hold() == null && after.hold() != null)) {
                new Change(told, client(source), now, before, after).tell();
            }
        } catch (Throwable thrown) {
            Dropped.error(thrown);
        }
    }

    private record Change(TokenEventAudience told, String client, Now now, CacheState before, CacheState after) {

        void tell() {
            HeldToken held = after.held();
            if (held != null && held != before.held()) {
                told.tell(new RenewalScheduled(
                        client,
                        now.instant(),
                        held.dueAt().instant(),
                        held.expiresAt().instant()));
            }
            hold(before.hold(), after.hold());
            report(before.reportedAt(), after.rejection());
        }

        private void hold(@Nullable Hold first, @Nullable Hold last) {
            if (first == null && last != null) {
                boolean serving = after.phase(now) != Phase.EMPTY;
                boolean heard = told.listens() || serving; // which is worth a warning
                if (heard) {
                    told.tell(new HoldEntered(
                            client, now.instant(), nanos(now, last.until()), serving, failure(last.cause())));
                }
            } else if (first != null && last == null) {
                told.tell(new HoldLeft(client, now.instant(), nanos(first.since(), now), !after.closed()));
            }
        }

        @SuppressWarnings("ReferenceEquality") // the same report, not an equal one
        private void report(@Nullable Now last, @Nullable Rejection rejection) {
            if (after.closed() || after.reportedAt() == null || after.reportedAt() == last) {
                return;
            }
            boolean replaced = rejection != null && rejection != before.rejection();
            if (replaced || last == null || now.hasReached(last.plus(REPORTS_APART))) {
                told.tell(
                        new TokenRejected(client, now.instant(), replaced, rejection == null ? 0 : rejection.inARow()));
            }
        }
    }

    private static Duration nanos(Now from, Now to) {
        return Duration.ofNanos(Math.max(0, to.nanos() - from.nanos()));
    }

    static EventFailure failure(TokenException exception) {
        TokenFailure facts = exception.failure();
        return new EventFailure(
                facts.code().label(),
                facts.kind().map(Enum::name).orElse(""),
                facts.hintId(),
                facts.error(),
                facts.status(),
                exception.retryable(),
                facts.origin(),
                facts.correlationIds(),
                facts.message());
    }

    Instant instant() {
        return Instant.ofEpochMilli(options.clock.epochMillis());
    }

    long nanoTime() {
        return options.clock.nanoTime();
    }
}

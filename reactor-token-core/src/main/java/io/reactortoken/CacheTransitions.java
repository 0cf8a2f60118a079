package io.reactortoken;

import io.reactortoken.CacheState.Hold;
import io.reactortoken.CacheState.Phase;
import io.reactortoken.CacheState.Rejection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * From one state to the next. Pure, but for the random source that spreads waits: no clock is read, nothing is started,
 * and no code of a user's runs.
 */
final class CacheTransitions {

    private static final Duration LONGEST_ASKED_WAIT = Duration.ofHours(1);
    private static final long QUIET_NANOS = Duration.ofSeconds(60).toNanos();

    private final CachePolicy policy;
    private final Lifetimes lifetimes;

    CacheTransitions(CachePolicy policy) {
        this.policy = policy;
        this.lifetimes = new Lifetimes(policy);
    }

    /** Whether a flight that began then may still bring this token. If not, those who wait for it need another one. */
    boolean counts(CacheState state, Flight flight, AccessToken token) {
        Rejection rejection = state.rejection();
        boolean resurrected = rejection != null
                && flight.epoch < rejection.epoch()
                && rejection.token().equals(token);
        return flight.epoch >= state.discardBefore() && !resurrected;
    }

    /** A token came. What cannot be kept is answered to those who wait, and nobody asks again for a moment. */
    CacheState committed(CacheState state, AccessToken token, Now sentAt, Now now) {
        HeldToken held = lifetimes.hold(token, sentAt, now, state.held(), isKnown(state, token));
        CacheState landed = state.withFlight(null).withHold(null);
        if (!held.isExpiredAt(now)) {
            return landed.withHeld(held);
        }
        Now until = now.plus(Times.nanos(policy.minimumInterval()));
        Hold pause = new Hold(0, since(state.hold(), now), until, Failures.uselessLifetime(), null);
        return landed.withHeld(null).withHold(pause);
    }

    private static boolean isKnown(CacheState state, AccessToken token) {
        HeldToken held = state.held();
        Rejection rejection = state.rejection();
        return (held != null && held.token.equals(token))
                || (rejection != null && rejection.token().equals(token));
    }

    /** No token came. {@code looks}: whether the source can look for another credential. */
    CacheState failed(CacheState state, TokenException failure, Now now, boolean looks) {
        Hold before = state.hold();
        int failures = (before == null ? 0 : before.failures()) + 1;
        long own = holdNanos(state, failure, failures, now);
        boolean mayLook = looks
                && failure.failure()
                        .kind()
                        .filter(FailureKind.CLIENT_REFUSED::equals)
                        .isPresent();
        Duration asked = Times.min(failure.retryAfter().orElse(Duration.ZERO), LONGEST_ASKED_WAIT);
        Now until = now.plus(Math.max(own, Times.nanos(asked)));
        Now lookAt = mayLook ? nextLook(now) : null;
        return state.withFlight(null).withHold(new Hold(failures, since(before, now), until, failure, lookAt));
    }

    private static Now since(@Nullable Hold before, Now now) {
        return before == null ? now : before.since();
    }

    /** Another credential was looked for, and there is none: the hold goes on as it is. */
    CacheState lookedInVain(CacheState state, Hold hold, Now now) {
        return state.withFlight(null).withHold(hold.lookAgainAt(nextLook(now)));
    }

    private Now nextLook(Now now) {
        return now.plus(Times.nanos(policy.holds().permanentFailure().first()));
    }

    private long holdNanos(CacheState state, TokenException failure, int failures, Now now) {
        HoldPolicy holds = policy.holds();
        if (state.phase(now) != Phase.EMPTY) {
            return holds.renewal().nanos(failures, policy.random());
        }
        return failure.retryable()
                ? holds.transientFailure().nanos(failures, policy.random())
                : holds.permanentFailure().nanos(failures);
    }

    /** An API refused a token: it is dropped if it is the current one and the limits allow it. */
    CacheState rejected(CacheState state, AccessToken token, Now now) {
        HeldToken held = state.held();
        if (held == null || state.closed() || !held.token.equals(token)) {
            return state;
        }
        long lifetime = lifetimes.nanos(held);
        long minimumAge = Math.min(Times.nanos(policy.forcedRefresh().minimumAge()), lifetime / 10);
        int inARow = inARow(state, lifetime, now);
        if (held.ageNanos(now) < minimumAge || tooSoon(state, minimumAge, inARow, now)) {
            return state.withReport(now);
        }
        long epoch = state.epoch() + 1;
        Rejection rejection = new Rejection(token, inARow + 1, now, epoch);
        return CacheState.of(null, state.flight(), state.hold(), rejection, now, epoch, state.discardBefore(), false);
    }

    /** The rejections before this one; none, if no report came for a while: tokens worked in between. */
    private static int inARow(CacheState state, long lifetimeNanos, Now now) {
        Rejection last = state.rejection();
        Now reported = state.reportedAt();
        if (last == null || reported == null) {
            return 0;
        }
        Now quiet = reported.plus(Math.min(QUIET_NANOS, lifetimeNanos / 2));
        return now.hasReached(quiet) ? 0 : last.inARow();
    }

    private boolean tooSoon(CacheState state, long minimumAge, int inARow, Now now) {
        Rejection last = state.rejection();
        if (last == null || minimumAge == 0) {
            return false;
        }
        Duration first = Duration.ofNanos(minimumAge);
        Backoff interval =
                new Backoff(first, Times.max(first, policy.forcedRefresh().longestInterval()));
        return !now.hasReached(last.at().plus(interval.nanos(inARow + 1)));
    }

    /** Whatever is held or under way is not wanted. */
    CacheState evicted(CacheState state) {
        long epoch = state.epoch() + 1;
        return state.closed()
                ? state
                : CacheState.of(
                        null, state.flight(), state.hold(), state.rejection(), state.reportedAt(), epoch, epoch, false);
    }

    CacheState closed(CacheState state, Now now) {
        return CacheState.of(null, null, null, null, now, state.epoch(), state.discardBefore(), true);
    }
}

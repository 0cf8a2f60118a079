package io.reactortoken;

import org.jspecify.annotations.Nullable;

/**
 * Everything a cache knows, in one immutable value behind one reference. {@link CacheTransitions} makes the next one.
 *
 * <pre>
 *   EMPTY --begin--> EMPTY+flight --commit--> FRESH --time--> STALE --begin--> STALE+flight --commit--> FRESH
 *     ^                   |  fail: hold          |               | time           |  fail: hold
 *     +-------------------+                      | reject, evict |                v
 *     +------------------------------------------+---------------+------------- (STALE)
 *   dispose: CLOSED, from anywhere and for ever
 * </pre>
 *
 * @param held the token, until it is rejected or evicted; may have expired
 * @param flight the one fetch that runs
 * @param hold why nobody is asked, and until when
 * @param rejection the last accepted report
 * @param reportedAt when an API last refused the token that was current then, accepted or not
 * @param epoch counts the reports and evictions that were accepted
 * @param discardBefore a flight that began in an earlier epoch brings nothing
 * @param closed for ever
 */
record CacheState(
        @Nullable HeldToken held,
        @Nullable Flight flight,
        @Nullable Hold hold,
        @Nullable Rejection rejection,
        @Nullable Now reportedAt,
        long epoch,
        long discardBefore,
        boolean closed) {

    static final CacheState EMPTY = new CacheState(null, null, null, null, null, 0, 0, false);

    /**
     * Nobody is asked before {@code until}.
     *
     * @param lookAt from when on the source may look for another credential; null where that cannot help
     */
    record Hold(
            int failures,
            Now until,
            TokenException cause,
            @Nullable Now lookAt) {

        Hold lookAgainAt(Now at) {
            return new Hold(failures, until, cause, at);
        }
    }

    /** An API refused {@code token}; {@code inARow} counts the rejections without a quiet time between, and this one. */
    record Rejection(AccessToken token, int inARow, Now at, long epoch) {}

    /** What {@code token()} does. */
    enum Phase {
        EMPTY,
        FRESH,
        STALE,
        CLOSED
    }

    Phase phase(Now now) {
        if (closed) {
            return Phase.CLOSED;
        }
        if (held == null || now.hasReached(held.expiresAt)) {
            return Phase.EMPTY;
        }
        return now.hasReached(held.dueAt) ? Phase.STALE : Phase.FRESH;
    }

    boolean isOnHold(Now now) {
        return hold != null && !now.hasReached(hold.until);
    }

    /** On hold because the server refused the client: another credential would end it. */
    boolean mayLook(Now now) {
        return hold != null && hold.lookAt != null && now.hasReached(hold.lookAt);
    }

    CacheState withFlight(@Nullable Flight next) {
        return new CacheState(held, next, hold, rejection, reportedAt, epoch, discardBefore, closed);
    }

    CacheState withReport(Now now) {
        return new CacheState(held, flight, hold, rejection, now, epoch, discardBefore, closed);
    }

    CacheState withHeld(@Nullable HeldToken next) {
        return new CacheState(next, flight, hold, rejection, reportedAt, epoch, discardBefore, closed);
    }

    CacheState withHold(@Nullable Hold next) {
        return new CacheState(held, flight, next, rejection, reportedAt, epoch, discardBefore, closed);
    }
}

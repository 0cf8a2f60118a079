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
 * <p>A cache that holds a token and nothing else has the token for its state: the counters begin anew, because no flight
 * is left that could remember them.
 */
sealed interface CacheState permits HeldToken, CacheState.Full {

    /** The token, until it is rejected or evicted; may have expired. */
    @Nullable
    HeldToken held();

    /** The one fetch that runs. */
    @Nullable
    Flight flight();

    /** Why nobody is asked, and until when. */
    @Nullable
    Hold hold();

    /** The last accepted report. */
    @Nullable
    Rejection rejection();

    /** When an API last refused the token that was current then, accepted or not; of a closed one, when it was closed. */
    @Nullable
    Now reportedAt();

    /** Counts the reports and evictions that were accepted. */
    long epoch();

    /** A flight that began in an earlier epoch brings nothing. */
    long discardBefore();

    /** For ever. */
    boolean closed();

    /** Whatever is more than a token. */
    record Full(
            @Nullable HeldToken held,
            @Nullable Flight flight,
            @Nullable Hold hold,
            @Nullable Rejection rejection,
            @Nullable Now reportedAt,
            long epoch,
            long discardBefore,
            boolean closed)
            implements CacheState {

        static final Full EMPTY = new Full(null, null, null, null, null, 0, 0, false);
    }

    static CacheState of(
            @Nullable HeldToken held,
            @Nullable Flight flight,
            @Nullable Hold hold,
            @Nullable Rejection rejection,
            @Nullable Now reportedAt,
            long epoch,
            long discardBefore,
            boolean closed) {
        boolean nothingElse = flight == null && hold == null && rejection == null && reportedAt == null && !closed;
        return held != null && nothingElse
                ? held
                : new Full(held, flight, hold, rejection, reportedAt, epoch, discardBefore, closed);
    }

    /**
     * Nobody is asked before {@code until}.
     *
     * @param since when the first of these failures happened
     * @param lookAt from when on the source may look for another credential; null where that cannot help
     */
    record Hold(
            int failures,
            Now since,
            Now until,
            TokenException cause,
            @Nullable Now lookAt) {

        Hold lookAgainAt(Now at) {
            return new Hold(failures, since, until, cause, at);
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

    default Phase phase(Now now) {
        HeldToken held = held();
        if (closed()) {
            return Phase.CLOSED;
        }
        if (held == null || held.isExpiredAt(now)) {
            return Phase.EMPTY;
        }
        return now.hasReached(held.dueAt()) ? Phase.STALE : Phase.FRESH;
    }

    default boolean isOnHold(Now now) {
        Hold hold = hold();
        return hold != null && !now.hasReached(hold.until);
    }

    /** On hold because the server refused the client: another credential would end it. */
    default boolean mayLook(Now now) {
        Hold hold = hold();
        return hold != null && hold.lookAt != null && now.hasReached(hold.lookAt);
    }

    default CacheState withFlight(@Nullable Flight next) {
        return of(held(), next, hold(), rejection(), reportedAt(), epoch(), discardBefore(), closed());
    }

    default CacheState withReport(Now now) {
        return of(held(), flight(), hold(), rejection(), now, epoch(), discardBefore(), closed());
    }

    default CacheState withHeld(@Nullable HeldToken next) {
        return of(next, flight(), hold(), rejection(), reportedAt(), epoch(), discardBefore(), closed());
    }

    default CacheState withHold(@Nullable Hold next) {
        return of(held(), flight(), next, rejection(), reportedAt(), epoch(), discardBefore(), closed());
    }
}

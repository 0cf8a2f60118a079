package io.reactortoken;

import org.jspecify.annotations.Nullable;

/**
 * A token in a cache, with its two deadlines: due for renewal, and no longer handed out. It is also the state of a cache
 * that holds a token and has nothing else to remember, as nearly all of them do nearly always.
 *
 * <p>Immutable but for the window, which is a hint: to lose a write costs one more reading of the clocks. There may be a
 * hundred thousand of these, so that both deadlines are numbers, counted from the instant the request was sent.
 */
final class HeldToken implements CacheState {

    /** How long the wall clock alone is believed. */
    private static final int WINDOW_MILLIS = 1_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    final AccessToken token;

    private final long sentMillis;
    private final long sentNanos;
    private final long dueNanos;
    private final long liveNanos;

    /** By how much it is due before it expires by the wall clock, which may have moved apart since it was sent. */
    private final int earlyMillis;

    /**
     * When both clocks last said that it is fresh for a window longer: wall milliseconds from the sending, and 1. Zero is
     * never. Not volatile: every thread sees an old number or a new one, each of them true.
     */
    private int window;

    HeldToken(AccessToken token, Now sentAt, Now dueAt, Now expiresAt) {
        this.token = token;
        this.sentMillis = sentAt.wallMillis();
        this.sentNanos = sentAt.nanos();
        this.dueNanos = dueAt.nanos() - sentAt.nanos();
        this.liveNanos = expiresAt.nanos() - sentAt.nanos();
        long early = expiresAt.wallMillis() - dueAt.wallMillis();
        // more than 24 days are left to the monotonic clock
        this.earlyMillis = (int) Math.max(Integer.MIN_VALUE, Math.min(early, Integer.MAX_VALUE));
    }

    Now sentAt() {
        return new Now(sentMillis, sentNanos);
    }

    Now dueAt() {
        return new Now(sentMillis + liveNanos / NANOS_PER_MILLI - earlyMillis, sentNanos + dueNanos);
    }

    Now expiresAt() {
        return sentAt().plus(liveNanos);
    }

    boolean isExpiredAt(Now now) {
        return now.hasReached(expiresAt());
    }

    /** The hit path: one clock, and no decision but this one. */
    boolean isFreshAt(long wallMillis) {
        int opened = window;
        long since = wallMillis - sentMillis - opened + 1;
        return opened != 0 && since >= 0 && since < WINDOW_MILLIS;
    }

    /** Both clocks have just said that the token is fresh: believe the wall clock for a while. */
    void openWindow(Now now) {
        long opened = now.wallMillis() - sentMillis + 1;
        boolean fits = opened > 0 && opened <= Integer.MAX_VALUE;
        window = fits && now.nanosUntil(dueAt()) >= WINDOW_MILLIS * NANOS_PER_MILLI ? (int) opened : 0;
    }

    long ageNanos(Now now) {
        return Math.max((now.wallMillis() - sentMillis) * NANOS_PER_MILLI, now.nanos() - sentNanos);
    }

    @Override
    public HeldToken held() {
        return this;
    }

    @Override
    public @Nullable Flight flight() {
        return null;
    }

    @Override
    public @Nullable Hold hold() {
        return null;
    }

    @Override
    public @Nullable Rejection rejection() {
        return null;
    }

    @Override
    public @Nullable Now reportedAt() {
        return null;
    }

    @Override
    public long epoch() {
        return 0;
    }

    @Override
    public long discardBefore() {
        return 0;
    }

    @Override
    public boolean closed() {
        return false;
    }
}

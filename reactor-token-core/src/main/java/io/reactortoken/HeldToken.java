package io.reactortoken;

/**
 * A token in a cache, with its two deadlines: due for renewal, and no longer handed out. Immutable but for the window,
 * which is a hint: to lose a write costs one more reading of the clocks.
 */
final class HeldToken {

    /** How long the wall clock alone is believed. */
    private static final long WINDOW_MILLIS = 1_000;

    final AccessToken token;
    final Now sentAt;
    final long lifetimeNanos;
    final Now dueAt;
    final Now expiresAt;

    /** Not volatile: its fields are final, so that every thread sees an old window or a new one, each of them true. */
    private Window window = Window.SHUT;

    /** While the wall clock is in [from, until), the token is fresh; both clocks were asked at {@code from}. */
    private record Window(long from, long until) {
        static final Window SHUT = new Window(0, 0);
    }

    HeldToken(AccessToken token, Now sentAt, long lifetimeNanos, Now dueAt, Now expiresAt) {
        this.token = token;
        this.sentAt = sentAt;
        this.lifetimeNanos = lifetimeNanos;
        this.dueAt = dueAt;
        this.expiresAt = expiresAt;
    }

    /** The hit path: one clock, and no decision but this one. */
    boolean isFreshAt(long wallMillis) {
        Window trusted = window;
        return wallMillis >= trusted.from && wallMillis < trusted.until;
    }

    /** Both clocks have just said that the token is fresh: believe the wall clock for a while. */
    void openWindow(Now now) {
        long leftMillis = now.nanosUntil(dueAt) / 1_000_000;
        window = new Window(now.wallMillis(), now.wallMillis() + Math.min(WINDOW_MILLIS, leftMillis));
    }

    long ageNanos(Now now) {
        return Math.max((now.wallMillis() - sentAt.wallMillis()) * 1_000_000, now.nanos() - sentAt.nanos());
    }
}

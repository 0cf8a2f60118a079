package io.reactortoken.chaos;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a source should have a usable token, and since when without a break: computed from what arrived on the wire and
 * what was revoked, without asking the library.
 */
final class UsableToken {

    /** What the server's "expires_in" says at least, less the expiry margin, less what a busy machine needs. */
    static final Duration USABLE =
            Timing.LIFETIME.minusSeconds(1).minus(Timing.LIFETIME.dividedBy(10)).minus(Duration.ofMillis(500));
    /** From the arrival at the transport to where callers get it. */
    static final Duration GRACE = Duration.ofMillis(500);

    private final Ledger ledger;
    private final ChaosClock clock;

    @Nullable
    private Held held;

    private long since;

    private record Held(String token, long sentMillis, long sentNanos) {}

    UsableToken(Ledger ledger, ChaosClock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A token arrived whose request was sent when the two clocks showed that. */
    synchronized void arrived(String token, long sentMillis, long sentNanos) {
        boolean without = !isUsable();
        held = new Held(token, sentMillis, sentNanos);
        if (without) {
            since = clock.nanoTime();
        }
    }

    /** The source has dropped it because somebody said so. */
    synchronized void forgotten() {
        held = null;
    }

    private boolean isUsable() {
        return held != null
                && clock.epochMillis() - held.sentMillis() < USABLE.toMillis()
                && clock.nanoTime() - held.sentNanos() < USABLE.toNanos()
                && !ledger.isRevoked(held.token());
    }

    /** Tells whether there has been a usable token all the time from then on. A clock that jumped is a break. */
    synchronized boolean since(long start) {
        long unbroken = since - clock.jumpedAt() > 0 ? since : clock.jumpedAt();
        return isUsable() && start - unbroken > GRACE.toNanos();
    }
}

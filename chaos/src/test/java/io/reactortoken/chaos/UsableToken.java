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
    /** From the arrival at the transport to where callers get it, and from where its age counts to the transport. */
    static final Duration GRACE = Duration.ofMillis(500);

    private final Ledger ledger;
    private final ChaosClock clock;

    @Nullable
    private Held held;

    private long since;

    private record Held(String token, long sentMillis, long sentNanos, long arrivedNanos) {}

    UsableToken(Ledger ledger, ChaosClock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A token arrived whose request was sent when the two clocks showed that. */
    synchronized void arrived(String token, long sentMillis, long sentNanos) {
        boolean without = !isUsable();
        held = new Held(token, sentMillis, sentNanos, clock.nanoTime());
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
                && !mayHaveComeTooLate(held)
                && !ledger.isRevoked(held.token());
    }

    /**
     * The clock jumped forward while the request was under way. A token whose lifetime was over when it came is dropped, and
     * does not come back when the clock does; nobody asks for another one for a second. What the source takes for "under
     * way" is a little longer than what is seen on the wire.
     */
    private boolean mayHaveComeTooLate(Held held) {
        long sent = held.sentNanos() - GRACE.toNanos();
        long landed = held.arrivedNanos() + GRACE.toNanos();
        return clock.forward(sent, landed).plusNanos(landed - sent).compareTo(USABLE) >= 0;
    }

    /** Tells whether there has been a usable token all the time from then on. A clock that jumped is a break. */
    synchronized boolean since(long start) {
        // in this order: who sees the clock after a jump sees the jump
        boolean usable = isUsable();
        long unbroken = since - clock.jumpedAt() > 0 ? since : clock.jumpedAt();
        return usable && start - unbroken > GRACE.toNanos();
    }
}

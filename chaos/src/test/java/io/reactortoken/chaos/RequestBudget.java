package io.reactortoken.chaos;

import java.time.Duration;

/**
 * How many token requests one source may have sent by now.
 *
 * <p>Granted: the first, one for each {@link Timing#BETWEEN_RENEWALS} of its life, one for each revocation, and two for each
 * jump of the clock (the token expires, and one that is on the way then is useless when it comes).
 *
 * <p>Failed: a fetch has three attempts at most, and a failed one is followed by a hold of at least 0.25, 0.5, 1, 1, .. s.
 * So a window of trouble sees at most four fetches, and one more in each second; a jump may end a hold early.
 */
final class RequestBudget {

    private static final int SHORT_HOLDS = 4;

    private final Trouble trouble;
    private final ChaosClock clock;
    private final long born = System.nanoTime();
    private final Trouble.Sum troubleBefore;
    private final int jumpsBefore;
    private int revocations;
    private int granted;
    private int failed;

    RequestBudget(Trouble trouble, ChaosClock clock) {
        this.trouble = trouble;
        this.clock = clock;
        this.troubleBefore = trouble.sum();
        this.jumpsBefore = clock.jumps();
    }

    synchronized void revoked() {
        revocations++;
    }

    /** A request brought a token: tells whether that is one too many. */
    synchronized boolean exceededByGranted() {
        granted++;
        long age = System.nanoTime() - born;
        return granted > 1 + age / Timing.BETWEEN_RENEWALS.toNanos() + revocations + 2L * jumps();
    }

    /** A request brought none: tells whether that is one too many. */
    synchronized boolean exceededByFailed() {
        failed++;
        Trouble.Sum sum = trouble.sum();
        // one that was on already when this source was made counts in full
        long windows = sum.windows() - troubleBefore.windows() + (trouble.since(born, Timing.HEALED) ? 1 : 0);
        Duration time = sum.time().minus(troubleBefore.time());
        long fetches = SHORT_HOLDS * windows + (windows > 0 ? time.toSeconds() + 1 : 0) + jumps();
        return failed > Timing.ATTEMPTS * fetches;
    }

    private int jumps() {
        return clock.jumps() - jumpsBefore;
    }

    @Override
    public synchronized String toString() {
        return granted + " granted, " + failed + " failed, " + revocations + " revocations, " + jumps() + " jumps, "
                + Duration.ofNanos(System.nanoTime() - born).toSeconds() + " s old";
    }
}

package io.reactortoken;

import io.reactortoken.CacheState.Hold;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Renews without traffic, where the policy says so: one timer at most, and none otherwise. */
final class WarmTimer implements Disposable {

    private final CachePolicy policy;
    private final Runnable renew;
    private final Disposable.Swap timer = Disposables.swap();

    WarmTimer(CachePolicy policy, Runnable renew) {
        this.policy = policy;
        this.renew = renew;
    }

    /** Called when a flight has ended, and when the timer has fired. The end of a flight that runs plans again. */
    void plan(CacheState state, Now now) {
        HeldToken held = state.held();
        if (held == null || state.flight() != null) {
            return;
        }
        Hold hold = state.hold();
        long wait = Math.max(now.nanosUntil(held.dueAt()), hold == null ? 0 : now.nanosUntil(hold.until()));
        try {
            timer.update(policy.scheduler().schedule(renew, wait, TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException disposed) {
            // traffic renews as well; a timer is never what correctness depends on
        }
    }

    @Override
    public void dispose() {
        timer.dispose();
    }
}

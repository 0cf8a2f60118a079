package io.reactortoken.test;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenException;
import io.reactortoken.test.IssuedTokens.Moment;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;

/** One subscription to a cache, from both sides: what the subscriber asks for, and what the cache signals. */
final class WatchedSubscription implements Subscription {

    private final int number;
    private final IssuedTokens issued;
    private final Faults faults;
    private final Set<WatchedSubscription> open;
    private final Moment came;

    /** Dropped at the end: the subscriber may keep this, and this must not keep what the cache made. */
    private volatile @Nullable Subscription upstream;

    private volatile boolean demanded;
    private volatile boolean demandedLate;
    private volatile @Nullable Thread gotTokenOn;
    private volatile boolean over;
    private volatile boolean late;
    private volatile boolean finishing;
    private volatile @Nullable Thread cancelledBy;

    WatchedSubscription(int number, IssuedTokens issued, Faults faults, Set<WatchedSubscription> open) {
        this.number = number;
        this.issued = issued;
        this.faults = faults;
        this.open = open;
        this.came = issued.came();
    }

    /** Called when the cache has returned; most hits are over by then. */
    void openUnlessOver() {
        if (!isOver()) {
            open.add(this);
            if (isOver()) {
                open.remove(this);
            }
        }
    }

    private boolean isOver() {
        return over || cancelledBy != null;
    }

    private void fault(String text) {
        faults.add("subscriber " + number + " " + text);
    }

    boolean begins(Subscription given) {
        if (upstream != null || over || cancelledBy != null) {
            fault("got a second subscription");
            given.cancel();
            return false;
        }
        upstream = given;
        return true;
    }

    void demandIsLateFromNowOn() {
        late = true;
    }

    boolean receives(AccessToken token) {
        check("a token");
        if (!demanded) {
            fault("got a token before it asked for one");
        }
        if (gotTokenOn != null) {
            fault("got two tokens");
        }
        gotTokenOn = Thread.currentThread();
        String fault = issued.judge(token, came, demandedLate);
        if (fault != null) {
            fault("got a token that it should not have: " + fault);
        }
        return !finishing;
    }

    boolean fails(Throwable error) {
        check("an error");
        if (!(error instanceof TokenException)) {
            faults.add("subscriber " + number + " got an error that is not a TokenException", error);
        }
        return ends();
    }

    boolean completes() {
        if (gotTokenOn == null || over) {
            check("a completion"); // who cancels on its token may still be told that there is no other
        }
        if (gotTokenOn == null) {
            fault("was completed without a token");
        }
        return ends();
    }

    /** Another thread may cancel while a signal is on its way; this one may not be signalled once it has cancelled. */
    private void check(String signal) {
        if (over) {
            fault("got " + signal + " after its end");
        } else if (cancelledBy == Thread.currentThread()) {
            fault("got " + signal + " after it had cancelled");
        } else if (upstream == null && cancelledBy == null) {
            fault("got " + signal + " before a subscription");
        }
    }

    private boolean ends() {
        over = true;
        leave();
        return !finishing;
    }

    private void leave() {
        upstream = null;
        open.remove(this);
    }

    @Override
    public void request(long demand) {
        Subscription subscription = upstream;
        if (demand > 0 && !demanded) {
            demanded = true;
            demandedLate = late;
        }
        if (subscription != null) {
            subscription.request(demand);
        }
    }

    @Override
    public void cancel() {
        Subscription subscription = upstream;
        cancelledBy = Thread.currentThread();
        if (subscription != null) {
            subscription.cancel();
        }
        leave();
    }

    /**
     * The cache is closed: who has not asked yet asks now, and then everybody has been ended. Another thread that has
     * handed out a token may not have come to the completion yet.
     */
    void finish() {
        finishing = true;
        if (!over && !demanded) {
            request(1);
        }
        boolean onItsWay = gotTokenOn != null && gotTokenOn != Thread.currentThread();
        if (!isOver() && !onItsWay) {
            fault("was never ended: it still waits although the cache is closed");
        }
        Subscription subscription = upstream;
        if (subscription != null) {
            subscription.cancel();
        }
        upstream = Operators.cancelledSubscription();
    }
}

package io.reactortoken;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;

/** One subscriber of a flight. It is signalled once, and not before it asked. */
final class Waiter implements Subscription, Scannable {

    private static final int NEW = 0;
    private static final int REQUESTED = 1;
    private static final int HAS_TOKEN = 2;
    private static final int OVER = 3;

    private static final AtomicIntegerFieldUpdater<Waiter> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Waiter.class, "state");

    @SuppressWarnings("NullAway") // a field updater has no way to say that its field may be null
    private static final AtomicReferenceFieldUpdater<Waiter, Waiters> AMONG =
            AtomicReferenceFieldUpdater.newUpdater(Waiter.class, Waiters.class, "among");

    private volatile int state = NEW;

    /** Dropped when it is over: an abandoned waiter must not keep its subscriber in memory. */
    private @Nullable CoreSubscriber<? super AccessToken> actual;

    private @Nullable AccessToken token;

    /** Those it waits among; null until it has joined, and again when they know that it left. */
    private volatile @Nullable Waiters among;

    /** Link of {@link Waiters}. */
    @Nullable
    Waiter next;

    Waiter(CoreSubscriber<? super AccessToken> actual) {
        this.actual = actual;
    }

    boolean isOver() {
        return state == OVER;
    }

    @Override
    public void request(long n) {
        if (!Operators.validate(n)) {
            return;
        }
        if (STATE.compareAndSet(this, NEW, REQUESTED)) {
            return;
        }
        AccessToken ready = token;
        if (ready != null && STATE.compareAndSet(this, HAS_TOKEN, OVER)) {
            emit(ready);
        }
    }

    @Override
    public void cancel() {
        if (STATE.getAndSet(this, OVER) != OVER) {
            actual = null;
            tellThatItLeft();
        }
    }

    /** Called when it is in the stack; it may have been cancelled on the way there. */
    void joined(Waiters waiters) {
        among = waiters;
        if (isOver()) {
            tellThatItLeft();
        }
    }

    @SuppressWarnings("NullAway") // as above
    private void tellThatItLeft() {
        Waiters waiters = among;
        if (waiters != null && AMONG.compareAndSet(this, waiters, null)) {
            waiters.left();
        }
    }

    void complete(AccessToken arrived) {
        token = arrived;
        if (STATE.compareAndSet(this, NEW, HAS_TOKEN)) {
            return;
        }
        if (STATE.compareAndSet(this, REQUESTED, OVER)) {
            emit(arrived);
        }
    }

    private void emit(AccessToken arrived) {
        CoreSubscriber<? super AccessToken> receiver = actual;
        actual = null;
        if (receiver != null) {
            receiver.onNext(arrived);
            receiver.onComplete();
        }
    }

    void fail(TokenException failure) {
        if (STATE.getAndSet(this, OVER) != OVER) {
            CoreSubscriber<? super AccessToken> receiver = actual;
            actual = null;
            if (receiver != null) {
                receiver.onError(failure);
            }
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as Reactor declares it
    public @Nullable Object scanUnsafe(Attr key) {
        if (key == Attr.ACTUAL) {
            return actual;
        }
        if (key == Attr.CANCELLED || key == Attr.TERMINATED) {
            return state == OVER;
        }
        return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
    }
}

package io.reactortoken.netty;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One subscription behind which monos follow each other: what opens it, the answer that this leads to, and, seldom, what is
 * signalled in the place of the answer. That one is not looked at again.
 *
 * <p>One object for each call, where {@code flatMap}, {@code contextWrite}, {@code onErrorResume} and {@code doOnCancel} were
 * a dozen: nearly every answer passes, and costs nothing more here. docs/performance.md says what it bought.
 *
 * @param <S> what opens it
 * @param <T> what it signals
 */
abstract class Relay<S, T> implements Subscription {

    @SuppressWarnings("rawtypes") // a class literal has no parameters
    private static final AtomicReferenceFieldUpdater<Relay, Subscription> CURRENT =
            AtomicReferenceFieldUpdater.newUpdater(Relay.class, Subscription.class, "current");

    private final CoreSubscriber<? super T> actual;

    private volatile @Nullable Subscription current;
    private volatile boolean demanded;

    Relay(CoreSubscriber<? super T> actual) {
        this.actual = actual;
    }

    /** {@return the mono whose answer is looked at} What it throws is signalled. */
    abstract Mono<T> opened(S value);

    /** {@return the Context that the answer sees; asked for right after {@link #opened}} */
    abstract Context within(Context outer);

    /** {@return what is followed in the answer's place, or null if it passes} What it throws is signalled. */
    abstract @Nullable Mono<T> after(T answer);

    /** {@return what is followed in the error's place, or null if it passes} What it throws is signalled. */
    abstract @Nullable Mono<T> after(Throwable error);

    /** {@return what opens it once more, or null} Asked before {@link #after(Throwable)}. */
    abstract @Nullable Mono<S> again(Throwable error);

    /** A value is about to be signalled. */
    abstract void passing();

    /** Called at each cancellation, before what is current is cancelled. */
    abstract void cancelling();

    /** Subscribes to what opens it. */
    final void open(Mono<S> opening) {
        new Opening<>(this).subscribeTo(opening);
    }

    /** A demand that comes while the subscriptions change may reach the next one twice; a mono has one value. */
    private void follow(Subscription next) {
        Subscription before = current;
        if (before == null) {
            // nobody can see this before
            CURRENT.lazySet(this, next);
            actual.onSubscribe(this);
        } else if (before == Operators.cancelledSubscription() || !CURRENT.compareAndSet(this, before, next)) {
            next.cancel();
        } else if (demanded) {
            next.request(Long.MAX_VALUE);
        }
    }

    private void pass(T value) {
        passing();
        actual.onNext(value);
    }

    private void fail(Throwable thrown, @Nullable Object cause) {
        Subscription before = current;
        Throwable error = Operators.onOperatorError(before, thrown, cause, actual.currentContext());
        if (before == null) {
            Operators.error(actual, error);
        } else if (before == Operators.cancelledSubscription()) {
            Operators.onErrorDropped(error, actual.currentContext());
        } else {
            actual.onError(error);
        }
    }

    @Override
    public final void request(long count) {
        if (Operators.validate(count)) {
            demanded = true;
            Subscription now = current;
            if (now != null) {
                now.request(count);
            }
        }
    }

    @Override
    public final void cancel() {
        cancelling();
        Subscription now = CURRENT.getAndSet(this, Operators.cancelledSubscription());
        if (now != null) {
            now.cancel();
        }
    }

    /** What is common to the three: signals of one mono on their way. */
    private abstract static class Stage<S, T, V> implements CoreSubscriber<V> {

        final Relay<S, T> relay;
        private boolean done;

        Stage(Relay<S, T> relay) {
            this.relay = relay;
        }

        abstract void value(V value);

        /** A mono that throws has signalled nothing, and whoever waits is to be told. */
        final void subscribeTo(Mono<? extends V> mono) {
            try {
                mono.subscribe(this);
            } catch (Throwable thrown) {
                if (done) {
                    // somebody downstream threw: that is no signal of this mono
                    throw thrown;
                }
                done = true;
                relay.fail(thrown, null);
            }
        }

        void error(Throwable error) {
            relay.actual.onError(error);
        }

        @Override
        public final void onSubscribe(Subscription subscription) {
            relay.follow(subscription);
        }

        @Override
        public final void onNext(V value) {
            if (done) {
                Operators.onNextDropped(value, currentContext());
                return;
            }
            done = true;
            value(value);
        }

        @Override
        public final void onError(Throwable error) {
            if (done) {
                Operators.onErrorDropped(error, currentContext());
                return;
            }
            done = true;
            error(error);
        }

        @Override
        public final void onComplete() {
            if (!done) {
                done = true;
                relay.actual.onComplete();
            }
        }

        @Override
        public Context currentContext() {
            return relay.actual.currentContext();
        }
    }

    private static final class Opening<S, T> extends Stage<S, T, S> {

        Opening(Relay<S, T> relay) {
            super(relay);
        }

        @Override
        void value(S value) {
            Mono<T> next;
            Context within;
            try {
                next = relay.opened(value);
                within = relay.within(relay.actual.currentContext());
            } catch (Throwable thrown) {
                relay.fail(thrown, value);
                return;
            }
            new Answer<>(relay, within).subscribeTo(next);
        }
    }

    private static final class Answer<S, T> extends Stage<S, T, T> {

        private final Context within;

        Answer(Relay<S, T> relay, Context within) {
            super(relay);
            this.within = within;
        }

        @Override
        void value(T value) {
            @Nullable Mono<T> next;
            try {
                next = relay.after(value);
            } catch (Throwable thrown) {
                relay.fail(thrown, value);
                return;
            }
            if (next == null) {
                relay.pass(value);
                relay.actual.onComplete();
            } else {
                new Rest<>(relay).subscribeTo(next);
            }
        }

        @Override
        void error(Throwable error) {
            @Nullable Mono<S> again;
            @Nullable Mono<T> next;
            try {
                again = relay.again(error);
                next = again == null ? relay.after(error) : null;
            } catch (Throwable thrown) {
                relay.fail(thrown, error);
                return;
            }
            if (again != null) {
                relay.open(again);
            } else if (next == null) {
                relay.actual.onError(error);
            } else {
                new Rest<>(relay).subscribeTo(next);
            }
        }

        @Override
        public Context currentContext() {
            return within;
        }
    }

    private static final class Rest<S, T> extends Stage<S, T, T> {

        Rest(Relay<S, T> relay) {
            super(relay);
        }

        @Override
        void value(T value) {
            relay.pass(value);
            relay.actual.onComplete();
        }
    }
}

package io.reactortoken.internal;

import java.util.Objects;
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
 * <p>While an answer is held, because something is followed in its place, a cancel does not reach its source: some connectors
 * take that for leave to read a response that is ours to drop. If it is signalled after all, its source is current again.
 *
 * @param <S> what opens it
 * @param <T> what it signals
 * @since 0.1.0
 */
public abstract class Relay<S, T> implements Subscription {

    @SuppressWarnings("rawtypes") // a class literal has no parameters
    private static final AtomicReferenceFieldUpdater<Relay, Subscription> CURRENT =
            AtomicReferenceFieldUpdater.newUpdater(Relay.class, Subscription.class, "current");

    final CoreSubscriber<? super T> actual;

    private volatile @Nullable Subscription current;
    private volatile boolean demanded;

    /**
     * Starts nothing yet.
     *
     * @param actual the caller's subscriber
     */
    protected Relay(CoreSubscriber<? super T> actual) {
        this.actual = actual;
    }

    /**
     * Goes on to what may be answered. What it throws is signalled.
     *
     * @param value what opened it
     * @return the mono whose answer is looked at
     */
    protected abstract Mono<T> opened(S value);

    /**
     * Makes the Context that the answer's mono sees; asked for right after {@link #opened}.
     *
     * @param outer the subscriber's
     * @return that, or one made of it
     */
    protected abstract Context within(Context outer);

    /**
     * Judges an answer. What it throws is signalled.
     *
     * @param answer not signalled yet
     * @return what is followed in the answer's place, and may signal that very object; null if it passes
     */
    protected abstract @Nullable Mono<T> after(T answer);

    /**
     * Judges an error, unless {@link #again} knows what to do. What it throws is signalled.
     *
     * @param error in an answer's place
     * @return what is followed in its place, or null if it passes
     */
    protected abstract @Nullable Mono<T> after(Throwable error);

    /**
     * Judges an error first. What it throws is signalled.
     *
     * @param error in an answer's place
     * @return what opens it once more, or null
     */
    protected abstract @Nullable Mono<S> again(Throwable error);

    /** A value is about to be signalled. */
    protected void passing() {}

    /** Called at each cancellation, before what is current is cancelled. */
    protected void cancelling() {}

    /**
     * Subscribes to what opens it, at once. From then on the caller's subscriber is signalled: one value, nothing, or an
     * error, on the threads of the monos that are followed. A cancel goes to the one that is current.
     *
     * @param opening signals what {@link #opened} gets
     */
    public final void open(Mono<S> opening) {
        new Opening<>(this).subscribeTo(opening);
    }

    /** A demand that comes while the subscriptions change may reach the next one twice; a mono has one value. */
    void follow(Subscription next) {
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

    /** {@return what was current; a cancel does not reach it any more} */
    private Subscription hold() {
        Subscription before = Objects.requireNonNull(current);
        if (before != Operators.cancelledSubscription()) {
            CURRENT.compareAndSet(this, before, Operators.emptySubscription());
        }
        return before;
    }

    /** What was held is the caller's after all. */
    private void giveBack(Subscription source) {
        Subscription now = Objects.requireNonNull(current);
        if (now == Operators.cancelledSubscription() || !CURRENT.compareAndSet(this, now, source)) {
            source.cancel();
        }
    }

    private void pass(T value) {
        passing();
        actual.onNext(value);
    }

    void fail(Throwable thrown, @Nullable Object cause) {
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

    private static final class Opening<S, T> extends RelayStage<S, T, S> {

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

    private static final class Answer<S, T> extends RelayStage<S, T, T> {

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
                new Rest<>(relay, value, relay.hold()).subscribeTo(next);
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
                new Rest<>(relay, null, relay.hold()).subscribeTo(next);
            }
        }

        @Override
        public Context currentContext() {
            return within;
        }
    }

    private static final class Rest<S, T> extends RelayStage<S, T, T> {

        private final @Nullable T held;
        private final Subscription source;

        Rest(Relay<S, T> relay, @Nullable T held, Subscription source) {
            super(relay);
            this.held = held;
            this.source = source;
        }

        @Override
        void value(T value) {
            if (value == held) {
                relay.giveBack(source);
            }
            relay.pass(value);
            relay.actual.onComplete();
        }
    }
}

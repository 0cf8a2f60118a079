package io.reactortoken.webflux;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Keeps cancellations from the source while a condition holds.
 *
 * <p>{@code flatMap} cancels its source also when that has completed. Spring's connector takes this for a caller who lost
 * interest in a response, and reads all of it, without a limit; but while a response is held, it is ours to drop.
 *
 * @param <T> what the source signals
 */
final class UncancelledWhile<T> extends MonoOperator<T, T> {

    private final BooleanSupplier condition;

    UncancelledWhile(Mono<? extends T> source, BooleanSupplier condition) {
        super(source);
        this.condition = condition;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new Guard<>(actual, condition));
    }

    private static final class Guard<T> implements CoreSubscriber<T>, Subscription {

        private final CoreSubscriber<? super T> actual;
        private final BooleanSupplier condition;
        private @Nullable Subscription subscription;

        Guard(CoreSubscriber<? super T> actual, BooleanSupplier condition) {
            this.actual = actual;
            this.condition = condition;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription s) {
            if (Operators.validate(subscription, s)) {
                subscription = s;
                actual.onSubscribe(this);
            }
        }

        @Override
        public void onNext(T value) {
            actual.onNext(value);
        }

        @Override
        public void onError(Throwable error) {
            actual.onError(error);
        }

        @Override
        public void onComplete() {
            actual.onComplete();
        }

        @Override
        public void request(long n) {
            if (subscription != null) {
                subscription.request(n);
            }
        }

        @Override
        public void cancel() {
            if (subscription != null && !condition.getAsBoolean()) {
                subscription.cancel();
            }
        }
    }
}

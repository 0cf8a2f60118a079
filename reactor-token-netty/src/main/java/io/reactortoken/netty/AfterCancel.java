package io.reactortoken.netty;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Keeps to itself what arrives after a cancel. The client signals from its event loop; when the deadline is over in that
 * very moment, the late error would go to {@code Hooks.onErrorDropped}, where it looks like a fault.
 */
final class AfterCancel<T> implements CoreSubscriber<T>, Subscription {

    private final CoreSubscriber<? super T> actual;

    private volatile boolean cancelled;

    @SuppressWarnings("NullAway.Init") // by onSubscribe, before anything else
    private Subscription upstream;

    private AfterCancel(CoreSubscriber<? super T> actual) {
        this.actual = actual;
    }

    static <T> Mono<T> silenceOf(Mono<T> source) {
        return source.transform(Operators.<T, T>lift((scannable, actual) -> new AfterCancel<>(actual)));
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        upstream = subscription;
        actual.onSubscribe(this);
    }

    @Override
    public void onNext(T value) {
        if (!cancelled) {
            actual.onNext(value);
        }
    }

    @Override
    public void onError(Throwable error) {
        if (!cancelled) {
            actual.onError(error);
        }
    }

    @Override
    public void onComplete() {
        if (!cancelled) {
            actual.onComplete();
        }
    }

    @Override
    public void request(long count) {
        upstream.request(count);
    }

    @Override
    public void cancel() {
        cancelled = true;
        upstream.cancel();
    }

    @Override
    public Context currentContext() {
        return actual.currentContext();
    }
}

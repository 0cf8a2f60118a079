package io.reactortoken.test;

import io.reactortoken.AccessToken;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/**
 * What a cache sees in the place of a test's subscriber. Nobody but the cache refers to it, so that it is gone once the
 * cache has let go of it.
 */
final class WatchedSubscriber implements CoreSubscriber<AccessToken> {

    private final CoreSubscriber<? super AccessToken> actual;
    private final WatchedSubscription subscription;

    WatchedSubscriber(CoreSubscriber<? super AccessToken> actual, WatchedSubscription subscription) {
        this.actual = actual;
        this.subscription = subscription;
    }

    @Override
    public Context currentContext() {
        return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        if (subscription.begins(upstream)) {
            actual.onSubscribe(subscription);
            subscription.demandIsLateFromNowOn();
        }
    }

    @Override
    public void onNext(AccessToken token) {
        if (subscription.receives(token)) {
            actual.onNext(token);
        }
    }

    @Override
    public void onError(Throwable error) {
        if (subscription.fails(error)) {
            actual.onError(error);
        }
    }

    @Override
    public void onComplete() {
        if (subscription.completes()) {
            actual.onComplete();
        }
    }
}

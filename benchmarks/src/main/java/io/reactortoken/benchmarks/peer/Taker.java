package io.reactortoken.benchmarks.peer;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** The least that a subscriber can do: it takes what is there. */
public final class Taker implements CoreSubscriber<Object> {

    private @Nullable Object taken;

    private Taker() {}

    /** {@return what a mono brings while it is subscribed to, or null} */
    public static @Nullable Object take(Mono<?> mono) {
        Taker taker = new Taker();
        // the way of users; one that is not of Reactor would be wrapped
        mono.subscribe((Subscriber<Object>) taker);
        return taker.taken;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object value) {
        taken = value;
    }

    @Override
    public void onError(Throwable error) {
        taken = null;
    }

    @Override
    public void onComplete() {}
}

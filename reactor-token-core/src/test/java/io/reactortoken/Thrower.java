package io.reactortoken;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** Breaks rule 2.13: throws from one of its methods, unguarded by any of Reactor's base classes. */
final class Thrower implements CoreSubscriber<AccessToken> {

    static final String MESSAGE = "a subscriber that throws";

    enum Where {
        ON_SUBSCRIBE,
        ON_NEXT,
        ON_COMPLETE,
        ON_ERROR
    }

    private final Where where;

    private @Nullable Throwable told;

    Thrower(Where where) {
        this.where = where;
    }

    /** {@return what it threw itself: to whom subscribes it, or, where Reactor's hooks wrap the cache's mono, to itself} */
    Throwable thrownTo(Mono<AccessToken> token) {
        try {
            token.subscribe(this);
        } catch (IllegalStateException thrown) {
            return thrown;
        }
        return Objects.requireNonNull(told, "it threw nothing");
    }

    private void reach(Where here) {
        if (where == here) {
            throw new IllegalStateException(MESSAGE);
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        reach(Where.ON_SUBSCRIBE);
        subscription.request(1);
    }

    @Override
    public void onNext(AccessToken token) {
        reach(Where.ON_NEXT);
    }

    @Override
    public void onError(Throwable error) {
        told = error;
        reach(Where.ON_ERROR);
    }

    @Override
    public void onComplete() {
        reach(Where.ON_COMPLETE);
    }
}

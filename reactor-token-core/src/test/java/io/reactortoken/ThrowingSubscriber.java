package io.reactortoken;

import reactor.core.publisher.BaseSubscriber;

/** Throws from its hooks; what it throws, BaseSubscriber tells the dropped hook. See {@link Thrower} for less guarded ones. */
final class ThrowingSubscriber extends BaseSubscriber<AccessToken> {

    @Override
    protected void hookOnNext(AccessToken value) {
        throw new IllegalStateException("a subscriber that throws");
    }

    @Override
    protected void hookOnError(Throwable throwable) {
        throw (IllegalStateException) throwable;
    }
}

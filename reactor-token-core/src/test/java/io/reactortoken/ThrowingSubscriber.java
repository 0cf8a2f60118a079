package io.reactortoken;

import reactor.core.publisher.BaseSubscriber;

/** Breaks rule 2.13: throws from onNext, past what Reactor guards. */
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

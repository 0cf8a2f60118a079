package io.reactortoken.internal;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Signals of one mono on their way through a relay.
 *
 * @param <S> what opens the relay
 * @param <T> what the relay signals
 * @param <V> what this mono signals
 */
abstract class RelayStage<S, T, V> implements CoreSubscriber<V> {

    final Relay<S, T> relay;
    private boolean done;

    RelayStage(Relay<S, T> relay) {
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

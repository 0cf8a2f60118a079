package io.reactortoken.oauth2.internal.gate;

import io.reactortoken.transport.TransportResponse;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/** Gives the permit back also where a fatal error is thrown past every operator: others wait for it. */
final class GuardedExchange extends MonoOperator<TransportResponse, TransportResponse> {

    private final Turn turn;

    GuardedExchange(Mono<TransportResponse> exchange, Turn turn) {
        super(exchange);
        this.turn = turn;
    }

    @Override
    public void subscribe(CoreSubscriber<? super TransportResponse> actual) {
        try {
            source.subscribe(actual);
        } catch (Throwable thrown) {
            turn.release();
            throw thrown;
        }
    }
}

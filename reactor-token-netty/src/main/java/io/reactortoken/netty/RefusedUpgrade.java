package io.reactortoken.netty;

import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.reactortoken.internal.HeldAnswer;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

/** A websocket that was refused: there is no body to hold, and the connection is on its way back. */
final class RefusedUpgrade extends HeldAnswer<Connection> {

    private final WebSocketClientHandshakeException refusal;
    private final Mono<Void> nextTurn;

    RefusedUpgrade(WebSocketClientHandshakeException refusal, int status, Mono<Void> nextTurn) {
        super(status);
        this.refusal = refusal;
        this.nextTurn = nextTurn;
    }

    @Override
    protected Mono<Void> drained() {
        return nextTurn;
    }

    @Override
    protected Mono<Void> turn() {
        return Mono.empty();
    }

    @Override
    protected int status(Connection response) {
        return response instanceof HttpClientResponse http ? http.status().code() : 0;
    }

    @Override
    protected Mono<Connection> passed() {
        return Mono.error(refusal);
    }
}

package io.reactortoken.benchmarks.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** An API on loopback that wants an Authorization header, and answers two bytes. */
final class LoopbackApi implements AutoCloseable {

    private final DisposableServer server;

    private LoopbackApi(DisposableServer server) {
        this.server = server;
    }

    static LoopbackApi start() {
        return new LoopbackApi(HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> request.requestHeaders().contains(HttpHeaderNames.AUTHORIZATION)
                        ? response.sendString(Mono.just("ok"))
                        : response.status(401).send())
                .bindNow());
    }

    String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(3));
    }
}

package io.reactortoken.examples.secrets;

import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A store with one secret that answers as one of the secret managers does. Just enough of it for a recipe. */
final class StoreOnLoopback implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private final UnaryOperator<String> answer;
    private final DisposableServer server;
    private final String scheme;

    private final AtomicReference<Version> held = new AtomicReference<>(new Version("old", 1));

    private record Version(String value, int number) {}

    private StoreOnLoopback(Optional<SslContext> tls, UnaryOperator<String> answer) {
        this.answer = answer;
        this.scheme = tls.isPresent() ? "https" : "http";
        HttpServer plain = HttpServer.create().host("127.0.0.1");
        this.server = tls.map(context -> plain.secure(spec -> spec.sslContext(context)))
                .orElse(plain)
                .handle(this::handle)
                .bindNow(BOUND);
    }

    /**
     * Starts one.
     *
     * @param answer what is answered for a path: JSON with {@code %v} for the value and {@code %n} for its version
     */
    static StoreOnLoopback http(UnaryOperator<String> answer) {
        return new StoreOnLoopback(Optional.empty(), answer);
    }

    static StoreOnLoopback https(SslContext tls, UnaryOperator<String> answer) {
        return new StoreOnLoopback(Optional.of(tls), answer);
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        String path = "/" + request.path();
        boolean challenged = scheme.equals("https") && !request.requestHeaders().contains("Authorization");
        if (challenged) {
            String challenge =
                    "Bearer authorization=\"https://login.example.com/tenant\", resource=\"https://vault.azure.net\"";
            return response.status(401).header("WWW-Authenticate", challenge).send();
        }
        Version now = held.get();
        String body = answer.apply(path).replace("%v", now.value).replace("%n", Integer.toString(now.number));
        return request.receive()
                .then(response.header("Content-Type", "application/json")
                        .sendString(Mono.just(body))
                        .then());
    }

    /** Somebody puts a new version into the store. */
    void put(String newValue) {
        held.updateAndGet(before -> new Version(newValue, before.number + 1));
    }

    String uri() {
        return scheme + "://localhost:" + server.port();
    }

    @Override
    public void close() {
        server.disposeNow(BOUND);
    }
}

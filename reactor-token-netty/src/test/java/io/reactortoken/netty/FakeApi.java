package io.reactortoken.netty;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/** An API on loopback that accepts some tokens, and writes down what it was asked. */
final class FakeApi implements AutoCloseable {

    static final String REFUSAL = "no such token";

    private static final Duration BOUND = Duration.ofSeconds(10);

    /** One line per request: path, Authorization or {@code -}. */
    final List<String> log = new CopyOnWriteArrayList<>();

    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final Predicate<String> accepted;
    private final DisposableServer server;

    private volatile String challenge = "Bearer error=\"invalid_token\"";

    private FakeApi(Predicate<String> accepted) {
        this.accepted = accepted;
        this.server = HttpServer.create().host("127.0.0.1").route(this::routes).bindNow(BOUND);
    }

    static FakeApi accepting(String... authorizations) {
        return new FakeApi(List.of(authorizations)::contains);
    }

    static FakeApi acceptingAny() {
        return new FakeApi(authorization -> true);
    }

    FakeApi challenging(String challenge) {
        this.challenge = challenge;
        return this;
    }

    FakeApi redirecting(String path, String location) {
        redirects.put(path, location);
        return this;
    }

    private void routes(HttpServerRoutes routes) {
        routes.route(request -> true, this::answer);
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        String path = "/" + request.path();
        String authorization =
                request.requestHeaders().getAll(HttpHeaderNames.AUTHORIZATION).isEmpty()
                        ? "-"
                        : String.join(",", request.requestHeaders().getAll(HttpHeaderNames.AUTHORIZATION));
        log.add(path + " " + authorization);
        Mono<Void> read = request.receive().then();
        String location = redirects.get(path);
        if (location != null) {
            return read.then(response.status(302).header("Location", location).send());
        }
        if (accepted.test(authorization)) {
            if (path.equals("/ws")) {
                return response.sendWebsocket((in, out) -> out.sendString(Mono.just("hello")));
            }
            String body = path.equals("/echo") ? authorization : "ok";
            return read.then(response.sendString(Mono.just(body)).then());
        }
        response.status(401);
        if (!challenge.isEmpty()) {
            response.header("WWW-Authenticate", challenge);
        }
        return read.then(refuse(path, response));
    }

    private static Mono<Void> refuse(String path, HttpServerResponse response) {
        return switch (path) {
            case "/endless" ->
                response.sendByteArray(Flux.just(new byte[8192]).repeat()).then();
            case "/stalled" ->
                response.send(
                                Flux.concat(Mono.just(Unpooled.wrappedBuffer(new byte[10])), Flux.never()),
                                Objects::nonNull)
                        .then();
            case "/large" -> response.sendByteArray(Mono.just(new byte[40_000])).then();
            default -> response.sendString(Mono.just(REFUSAL)).then();
        };
    }

    String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.disposeNow(BOUND);
    }
}

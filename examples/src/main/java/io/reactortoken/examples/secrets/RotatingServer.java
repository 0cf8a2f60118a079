package io.reactortoken.examples.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** An authorization server whose client has one secret or two, and an API that takes its tokens. Tokens live three seconds. */
final class RotatingServer implements AutoCloseable {

    private final FakeAuthorizationServer authorization = FakeAuthorizationServer.start();
    private final DisposableServer api;
    private final List<String> granted = new CopyOnWriteArrayList<>();
    private volatile Set<String> accepted = Set.of();

    RotatingServer() {
        authorization.otherwise(this::answer);
        api = HttpServer.create()
                .host("127.0.0.1")
                .route(routes -> routes.get("/orders", (request, response) -> {
                    String token = String.valueOf(request.requestHeaders().get("Authorization"));
                    return response.status(token.startsWith("Bearer t") ? 200 : 401)
                            .send();
                }))
                .bindNow(Duration.ofSeconds(10));
    }

    private FakeAnswer answer(FakeRequest request) {
        String basic = request.header("Authorization").orElse("Basic ").substring("Basic ".length());
        String pair = new String(Base64.getDecoder().decode(basic), UTF_8);
        String secret = pair.substring(pair.indexOf(':') + 1);
        if (!accepted.contains(secret)) {
            return FakeAnswer.error(401, "invalid_client");
        }
        granted.add(secret);
        return FakeAnswer.token("t" + granted.size(), Duration.ofSeconds(3));
    }

    /** From now on these secrets are the client's. */
    void accept(String... secrets) {
        accepted = Set.of(secrets);
    }

    /** The secrets by which tokens were granted, in order. */
    List<String> granted() {
        return granted;
    }

    /** Ends when a number of tokens were granted by a secret. */
    Mono<Void> whenGranted(String secret, int tokens) {
        return Flux.interval(Duration.ofMillis(10))
                .takeUntil(tick -> granted.stream().filter(secret::equals).count() >= tokens)
                .then();
    }

    URI tokenUri() {
        return authorization.tokenUri();
    }

    String origin() {
        return "http://127.0.0.1:" + api.port();
    }

    @Override
    public void close() {
        api.disposeNow(Duration.ofSeconds(10));
        authorization.close();
    }
}

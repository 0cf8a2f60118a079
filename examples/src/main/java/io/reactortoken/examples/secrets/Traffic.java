package io.reactortoken.examples.secrets;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.netty.TokenAuth;
import io.reactortoken.oauth2.OAuth2;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Calls that go on while the secret behind them is replaced. */
final class Traffic {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Traffic() {}

    /**
     * What came of it.
     *
     * @param calls how many calls were made
     * @param failed how many of them did not succeed
     * @param byTheOld tokens that were granted by the old secret
     * @param byTheNew tokens that were granted by the new one
     */
    record Result(int calls, int failed, long byTheOld, long byTheNew) {}

    /** Calls the API until a token was granted by the new secret; the rotation begins when one was granted by the old one. */
    static Result during(RotatingServer server, SecretSource secret, Mono<Void> rotation) {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        Mono<Void> end = server.whenGranted("old", 1).then(rotation).then(server.whenGranted("new", 1));
        try (CachedTokenSource tokens = tokens(server, secret)) {
            HttpClient orders =
                    TokenAuth.with(tokens).allowPlaintext(server.origin()).apply(HttpClient.create());
            Flux.interval(Duration.ofMillis(5))
                    .onBackpressureDrop()
                    .takeUntilOther(end)
                    .flatMap(tick -> call(orders, server).doOnNext(status -> {
                        calls.incrementAndGet();
                        failed.addAndGet(status == 200 ? 0 : 1);
                    }))
                    .blockLast(LIMIT);
        }
        return new Result(calls.get(), failed.get(), count(server, "old"), count(server, "new"));
    }

    private static CachedTokenSource tokens(RotatingServer server, SecretSource secret) {
        return OAuth2.clientCredentials(server.tokenUri())
                .allowPlaintext()
                .clientId("orders")
                .clientSecret(secret)
                .cache();
    }

    private static Mono<Integer> call(HttpClient orders, RotatingServer server) {
        return orders.get()
                .uri(server.origin() + "/orders")
                .response()
                .map(response -> response.status().code())
                .onErrorReturn(0);
    }

    private static long count(RotatingServer server, String secret) {
        return server.granted().stream().filter(secret::equals).count();
    }
}

package io.reactortoken.netty;

import io.reactortoken.TokenSource;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** One client with one connection, and short ways to call it. */
abstract class TokenAuthFixture {

    static final Duration BOUND = Duration.ofSeconds(10);

    final ConnectionProvider one = ConnectionProvider.builder("one")
            .maxConnections(1)
            .pendingAcquireMaxCount(-1)
            .pendingAcquireTimeout(Duration.ofSeconds(5))
            .build();
    final CountedTokens tokens = new CountedTokens();

    @AfterEach
    void dispose() {
        one.disposeLater().block(BOUND);
    }

    HttpClient client(FakeApi api, TokenSource source) {
        return TokenAuth.with(source)
                .allowPlaintext(api.origin())
                .apply(HttpClient.create(one).baseUrl(api.origin()));
    }

    /** Status and body, by whatever way the body is read. */
    static Mono<String> get(HttpClient client, String path) {
        return client.get()
                .uri(path)
                .responseSingle((response, body) -> read(response.status().code(), body));
    }

    static Mono<String> read(int status, ByteBufMono body) {
        return body.asString().defaultIfEmpty("").map(text -> status + " " + text);
    }
}

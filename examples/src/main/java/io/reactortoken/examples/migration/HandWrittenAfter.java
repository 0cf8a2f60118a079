package io.reactortoken.examples.migration;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import io.reactortoken.examples.migration.HandWrittenBefore.Token;
import io.reactortoken.webflux.TokenAuthFilter;
import java.time.Duration;
import java.time.Instant;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import reactor.core.publisher.Mono;

/** The program keeps its token request, and gives its cache away. */
final class HandWrittenAfter {

    private HandWrittenAfter() {}

    static TokenSource source(Mono<Token> fetch) {
        return TokenSource.of(() ->
                fetch.map(token -> AccessToken.bearer(token.text(), Duration.between(Instant.now(), token.expires()))));
    }

    static ExchangeFilterFunction filter(CachedTokenSource tokens) {
        return TokenAuthFilter.with(tokens).allow("https://api.example.com").build();
    }
}

package io.reactortoken.examples.migration;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import reactor.core.publisher.Mono;

/** The two caches that programs have, and the filter that goes with them. */
final class HandWrittenBefore {

    private HandWrittenBefore() {}

    /** What the program's own token request brings. */
    record Token(String text, Instant expires) {}

    static final class TokenCache {
        private final AtomicReference<@Nullable Token> held = new AtomicReference<>();
        private final Mono<Token> fetch;

        TokenCache(Mono<Token> fetch) {
            this.fetch = fetch;
        }

        Mono<String> token() {
            return Mono.defer(() -> {
                Token token = held.get();
                if (token != null && Instant.now().isBefore(token.expires().minusSeconds(60))) {
                    return Mono.just(token.text());
                }
                return fetch.doOnNext(held::set).map(Token::text);
            });
        }
    }

    static Mono<String> cached(Mono<Token> fetch) {
        return fetch.map(Token::text).cache(Duration.ofMinutes(55));
    }

    static ExchangeFilterFunction filter(Mono<String> token) {
        return ExchangeFilterFunction.ofRequestProcessor(request -> token.map(text -> ClientRequest.from(request)
                .headers(headers -> headers.setBearerAuth(text))
                .build()));
    }
}

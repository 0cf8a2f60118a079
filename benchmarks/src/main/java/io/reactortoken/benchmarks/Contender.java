package io.reactortoken.benchmarks;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Ways to share one fetch among all who wait. */
public enum Contender {
    TOKEN_SOURCE("TokenSource.cache()") {
        @Override
        Mono<AccessToken> shared(Mono<AccessToken> fetch) {
            return TokenSource.of(() -> fetch).cache().token();
        }
    },
    MONO_CACHE("Mono.cache(Duration)") {
        @Override
        Mono<AccessToken> shared(Mono<AccessToken> fetch) {
            return fetch.cache(Duration.ofHours(1));
        }
    },
    CACHE_INVALIDATE_IF("Mono.cacheInvalidateIf") {
        @Override
        Mono<AccessToken> shared(Mono<AccessToken> fetch) {
            return fetch.cacheInvalidateIf(token -> token.lifetime().isEmpty());
        }
    };

    private final String label;

    Contender(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** A mono that asks {@code fetch} once for all who subscribe meanwhile, and remembers what came. */
    abstract Mono<AccessToken> shared(Mono<AccessToken> fetch);
}

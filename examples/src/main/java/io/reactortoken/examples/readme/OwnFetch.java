package io.reactortoken.examples.readme;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

final class OwnFetch {

    private OwnFetch() {}

    static CachedTokenSource cached(Supplier<Mono<String>> vendor) {
        return TokenSource.of(() -> vendor.get().map(text -> AccessToken.bearer(text, Duration.ofMinutes(15))))
                .cache();
    }
}

package io.reactortoken.micrometer;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Sources in a time that tests move. */
final class Sources {

    static final Duration LIFETIME = Duration.ofHours(1);

    private Sources() {}

    /** {@return a cache that nobody has asked yet} */
    static CachedTokenSource unused() {
        return of(TestTime.create(), () -> Mono.never());
    }

    static CachedTokenSource of(TestTime time, Supplier<Mono<AccessToken>> fetch) {
        return TokenSource.of(fetch)
                .cache(time.policy()
                        .name("billing")
                        .expiryMargin(Duration.ofSeconds(30))
                        .build());
    }

    static AccessToken token(TestTime time, String text) {
        return AccessToken.builder(text)
                .lifetime(LIFETIME)
                .issuedAt(time.instant())
                .build();
    }
}

package io.reactortoken;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** A source made of the caller's own fetch. */
final class FetchingSource implements TokenSource {

    private final Mono<AccessToken> fetch;

    FetchingSource(Supplier<? extends Mono<AccessToken>> fetch) {
        requireNonNull(fetch, "fetch");
        this.fetch = Mono.defer(fetch);
    }

    @Override
    public Mono<AccessToken> token() {
        return fetch;
    }
}

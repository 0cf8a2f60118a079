package io.reactortoken;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** A source seen through an operator; reports go to the source itself. */
class DelegatingSource implements TokenSource {

    private final TokenSource source;
    private final UnaryOperator<Mono<AccessToken>> operator;

    DelegatingSource(TokenSource source, UnaryOperator<Mono<AccessToken>> operator) {
        this.source = requireNonNull(source, "source");
        this.operator = requireNonNull(operator, "operator");
    }

    @Override
    public Mono<AccessToken> token() {
        return operator.apply(source.token());
    }

    @Override
    public void invalidate(AccessToken rejected) {
        source.invalidate(rejected);
    }

    /** The same over a cache. */
    static final class Cached extends DelegatingSource implements CachedTokenSource {

        private final CachedTokenSource cache;

        Cached(CachedTokenSource cache, UnaryOperator<Mono<AccessToken>> operator) {
            super(cache, operator);
            this.cache = cache;
        }

        @Override
        public Optional<AccessToken> usable() {
            return cache.usable();
        }

        @Override
        public void evict() {
            cache.evict();
        }

        @Override
        public void dispose() {
            cache.dispose();
        }

        @Override
        public boolean isDisposed() {
            return cache.isDisposed();
        }
    }
}

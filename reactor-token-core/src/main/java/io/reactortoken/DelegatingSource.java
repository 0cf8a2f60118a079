package io.reactortoken;

import static java.util.Objects.requireNonNull;

import io.reactortoken.event.EventOrigin;
import io.reactortoken.event.TokenEventAudience;
import java.util.Optional;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** A source seen through an operator; reports go to the source itself. */
class DelegatingSource implements TokenSource, EventOrigin {

    private final TokenSource source;
    private final UnaryOperator<Mono<AccessToken>> operator;

    DelegatingSource(TokenSource source, UnaryOperator<Mono<AccessToken>> operator) {
        this.source = requireNonNull(source, "source");
        this.operator = requireNonNull(operator, "operator");
    }

    static TokenSource over(TokenSource source, UnaryOperator<Mono<AccessToken>> operator) {
        if (source instanceof CachedTokenSource cached) {
            return new Cached(cached, operator);
        }
        return source instanceof CredentialedSource credentialed
                ? new Credentialed(credentialed, operator)
                : new DelegatingSource(source, operator);
    }

    @Override
    public Mono<AccessToken> token() {
        return operator.apply(source.token());
    }

    @Override
    public void invalidate(AccessToken rejected) {
        source.invalidate(rejected);
    }

    /**
     * What a cache is told by the source that it is made for stays so: by which clock a request goes, who tries again, and
     * how another credential is looked for. So the source makes the cache, and the operator comes in between.
     */
    @Override
    public CachedTokenSource cache(CachePolicy policy) {
        CachedTokenSource made = source.cache(policy);
        if (made instanceof TokenCache cache) {
            return cache.through(operator);
        }
        made.dispose();
        return TokenCache.over(this, policy);
    }

    @Override
    public String client() {
        return source instanceof EventOrigin origin ? origin.client() : "";
    }

    @Override
    public TokenEventAudience audience() {
        return source instanceof EventOrigin origin ? origin.audience() : TokenEventAudience.logOnly();
    }

    /** A cache over it looks for another credential inside a hold, as over the source itself. */
    static final class Credentialed extends DelegatingSource implements CredentialedSource {

        private final CredentialedSource credentialed;
        private final UnaryOperator<Mono<AccessToken>> operator;

        Credentialed(CredentialedSource source, UnaryOperator<Mono<AccessToken>> operator) {
            super(source, operator);
            this.credentialed = source;
            this.operator = operator;
        }

        @Override
        public Mono<AccessToken> tokenByNewCredential() {
            return operator.apply(credentialed.tokenByNewCredential());
        }
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
        public TokenHealth health() {
            return cache.health();
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

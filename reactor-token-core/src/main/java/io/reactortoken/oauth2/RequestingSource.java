package io.reactortoken.oauth2;

import io.reactortoken.AccessToken;
import io.reactortoken.CachePolicy;
import io.reactortoken.CachePolicyBuilder;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.CredentialedSource;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenClock;
import io.reactortoken.TokenSource;
import io.reactortoken.event.EventOrigin;
import io.reactortoken.event.TokenEventAudience;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Sends a token request per subscription; cached, the tries belong to the cache's one flight. */
final class RequestingSource implements TokenSource, EventOrigin {

    private final TokenEndpoint endpoint;
    private final @Nullable RetryPolicy retry;
    private final Mono<AccessToken> token;

    RequestingSource(TokenEndpoint endpoint, @Nullable RetryPolicy retry) {
        this.endpoint = endpoint;
        this.retry = retry;
        RetryPolicy effective = retry == null ? RetryPolicy.defaults() : retry;
        this.token = endpoint.request(TokenClock.system()).retryWhen(effective.toRetry());
    }

    /** One attempt per subscription. */
    private record OneAttempt(
            Mono<AccessToken> token, Mono<AccessToken> tokenByNewCredential, String client, TokenEventAudience audience)
            implements CredentialedSource, EventOrigin {}

    @Override
    public Mono<AccessToken> token() {
        return token;
    }

    @Override
    public CachedTokenSource cache(CachePolicy policy) {
        endpoint.listen(policy.audience());
        CachePolicyBuilder own = policy.toBuilder();
        own = policy.name().isEmpty() ? own.name(endpoint.client()) : own;
        own = retry == null ? own : own.retry(retry);
        TokenSource oneAttempt = new OneAttempt(
                endpoint.request(policy.clock()),
                endpoint.requestByNewSecret(policy.clock()),
                endpoint.client(),
                endpoint.audience());
        return oneAttempt.cache(own.build());
    }

    @Override
    public String client() {
        return endpoint.client();
    }

    @Override
    public TokenEventAudience audience() {
        return endpoint.audience();
    }

    @Override
    public String toString() {
        return "TokenSource[" + endpoint + "]";
    }
}

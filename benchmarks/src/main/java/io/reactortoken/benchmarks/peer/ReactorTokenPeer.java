package io.reactortoken.benchmarks.peer;

import io.reactortoken.AccessToken;
import io.reactortoken.CachePolicy;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** This library, as its README says. */
final class ReactorTokenPeer implements Peer {

    private final CachedTokenSource tokens;

    ReactorTokenPeer(Endpoint endpoint) {
        this.tokens = TokenSource.of(
                        () -> endpoint.issue().map(issued -> AccessToken.bearer(issued.text(), issued.lifetime())))
                .cache(CachePolicy.builder()
                        .refreshBefore(endpoint.renewBefore())
                        .jitter(Duration.ZERO)
                        .expiryMargin(Duration.ofMillis(endpoint.renewBefore().toMillis() / 10))
                        .build());
    }

    @Override
    public Mono<AccessToken> token() {
        return tokens.token();
    }

    @Override
    public String text(Object token) {
        return ((AccessToken) token).reveal();
    }

    @Override
    public void refused(Object token) {
        tokens.invalidate((AccessToken) token);
    }

    @Override
    public void close() {
        tokens.close();
    }
}

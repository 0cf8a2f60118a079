package io.reactortoken.benchmarks.peer;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.SimpleTokenCache;
import io.reactortoken.benchmarks.peer.Endpoint.Issued;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/** azure-core's cache. Between two requests it lets thirty seconds pass, whatever a token says. */
final class AzurePeer implements Peer {

    private final SimpleTokenCache cache;

    AzurePeer(Endpoint endpoint) {
        this.cache = new SimpleTokenCache(() -> endpoint.issue().map(issued -> token(issued, endpoint)));
    }

    private static AccessToken token(Issued issued, Endpoint endpoint) {
        OffsetDateTime end = issued.expiresAt().atOffset(ZoneOffset.UTC);
        return new AccessToken(issued.text(), end, end.minus(endpoint.renewBefore()));
    }

    @Override
    public Mono<AccessToken> token() {
        return cache.getToken();
    }

    @Override
    public String text(Object token) {
        return ((AccessToken) token).getToken();
    }
}

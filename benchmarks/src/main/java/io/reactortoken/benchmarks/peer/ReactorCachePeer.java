package io.reactortoken.benchmarks.peer;

import io.reactortoken.benchmarks.peer.Endpoint.Issued;
import java.time.Duration;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** Reactor's own cache operators, as many write them by hand. */
final class ReactorCachePeer implements Peer {

    private final Mono<Issued> cached;

    private ReactorCachePeer(Endpoint endpoint, UnaryOperator<Mono<Issued>> cache) {
        this.cached = cache.apply(endpoint.issue());
    }

    /** By the token's own lifetime; errors are not kept. */
    static Peer timed(Endpoint endpoint) {
        Duration live = endpoint.lifetime().minus(endpoint.renewBefore());
        return new ReactorCachePeer(
                endpoint, issue -> issue.cache(issued -> live, error -> Duration.ZERO, () -> Duration.ZERO));
    }

    static Peer checked(Endpoint endpoint) {
        return new ReactorCachePeer(
                endpoint,
                issue -> issue.cacheInvalidateIf(issued -> System.currentTimeMillis()
                        >= issued.issuedAt().toEpochMilli()
                                + endpoint.lifetime()
                                        .minus(endpoint.renewBefore())
                                        .toMillis()));
    }

    @Override
    public Mono<Issued> token() {
        return cached;
    }

    @Override
    public String text(Object token) {
        return ((Issued) token).text();
    }
}

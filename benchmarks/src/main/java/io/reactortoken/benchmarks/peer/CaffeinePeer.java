package io.reactortoken.benchmarks.peer;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.reactortoken.benchmarks.peer.Endpoint.Issued;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A cache that is no token cache: it forgets when the token is due, and renews nothing before. */
final class CaffeinePeer implements Peer {

    private static final String KEY = "token";

    private final Endpoint endpoint;
    private final AsyncCache<String, Issued> cache;

    CaffeinePeer(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.cache = Caffeine.newBuilder()
                .expireAfter(Expiry.creating(
                        (String key, Issued issued) -> issued.lifetime().minus(endpoint.renewBefore())))
                .buildAsync();
    }

    private CompletableFuture<Issued> cached() {
        return cache.get(KEY, (key, executor) -> endpoint.issue().toFuture());
    }

    @Override
    public Mono<Issued> token() {
        return Mono.fromFuture(this::cached, true);
    }

    @Override
    public String text(Object token) {
        return ((Issued) token).text();
    }

    @Override
    public @Nullable Object hit() {
        return cached().join();
    }
}

package io.reactortoken.benchmarks.peer;

import static java.util.Objects.requireNonNull;

import io.reactortoken.benchmarks.peer.Endpoint.Issued;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.utils.cache.CachedSupplier;
import software.amazon.awssdk.utils.cache.RefreshResult;

/** The cache of the AWS SDK: the caller's thread waits for a token that is not there. */
final class AwsPeer implements Peer {

    private final CachedSupplier<Issued> supplier;

    AwsPeer(Endpoint endpoint) {
        this.supplier = CachedSupplier.builder(() -> {
                    Issued issued = requireNonNull(endpoint.issue().block());
                    return RefreshResult.builder(issued)
                            .staleTime(issued.expiresAt()
                                    .minus(endpoint.renewBefore().dividedBy(10)))
                            .prefetchTime(issued.expiresAt().minus(endpoint.renewBefore()))
                            .build();
                })
                .build();
    }

    @Override
    public Mono<?> token() {
        return Mono.fromCallable(supplier::get).subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public String text(Object token) {
        return ((Issued) token).text();
    }

    @Override
    public @Nullable Object hit() {
        return supplier.get();
    }

    @Override
    public void close() {
        supplier.close();
    }
}

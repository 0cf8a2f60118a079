package io.reactortoken.benchmarks.peer;

import static java.util.Objects.requireNonNull;

import io.reactortoken.benchmarks.peer.Endpoint.Issued;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** No cache at all: what it costs to subscribe to a value, and to look at a clock before. The floor. */
final class FixedPeer implements Peer {

    private final Issued issued;
    private final long deadline;
    private final boolean looks;

    FixedPeer(Endpoint endpoint, boolean looks) {
        this.issued = requireNonNull(endpoint.issue().block());
        this.deadline = issued.expiresAt().toEpochMilli();
        this.looks = looks;
    }

    @Override
    public Mono<?> token() {
        return looks && System.currentTimeMillis() >= deadline ? Mono.empty() : Mono.just(issued);
    }

    @Override
    public String text(Object token) {
        return ((Issued) token).text();
    }

    @Override
    public @Nullable Object hit() {
        return Taker.take(token());
    }
}

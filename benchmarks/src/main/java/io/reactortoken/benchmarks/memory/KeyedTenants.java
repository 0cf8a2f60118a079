package io.reactortoken.benchmarks.memory;

import static java.util.Objects.requireNonNull;

import io.reactortoken.benchmarks.peer.Endpoint;
import io.reactortoken.benchmarks.peer.KeyedPeer;
import java.util.function.Function;

/** A library that keeps many tenants in one cache of its own. */
final class KeyedTenants extends Tenants {

    private final KeyedPeer peer;

    KeyedTenants(Function<Endpoint, KeyedPeer> maker) {
        this.peer = maker.apply(Endpoint.instant());
    }

    @Override
    String cached(String key) {
        return requireNonNull(peer.text(key).block());
    }

    @Override
    Object root() {
        return peer.kept();
    }
}

package io.reactortoken.benchmarks.memory;

import static java.util.Objects.requireNonNull;

import io.reactortoken.benchmarks.peer.Endpoint;
import io.reactortoken.benchmarks.peer.Peer;
import io.reactortoken.benchmarks.peer.Peers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A library without a registry: one of its caches for each tenant, in a map. */
final class PeerTenants extends Tenants {

    private final Endpoint endpoint = Endpoint.instant();
    private final Map<String, Peer> caches = new ConcurrentHashMap<>();
    private final Peers kind;

    PeerTenants(Peers kind) {
        this.kind = kind;
    }

    @Override
    String cached(String key) {
        Peer peer = kind.over(endpoint);
        caches.put(key, peer);
        return peer.text(requireNonNull(peer.token().block()));
    }

    @Override
    Object root() {
        return caches;
    }
}

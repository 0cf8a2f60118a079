package io.reactortoken.chaos;

import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.netty.resources.ConnectionPoolMetrics;
import reactor.netty.resources.ConnectionProvider;

/** What Reactor Netty says about its pools. */
final class PoolGauge implements ConnectionProvider.MeterRegistrar {

    private final Map<String, ConnectionPoolMetrics> pools = new ConcurrentHashMap<>();

    @Override
    public void registerMetrics(String pool, String id, SocketAddress remote, ConnectionPoolMetrics metrics) {
        pools.put(pool + id + remote + System.identityHashCode(metrics), metrics);
    }

    @Override
    public void deRegisterMetrics(String pool, String id, SocketAddress remote) {
        // read to the end
    }

    /** {@return how many connections somebody holds, and how many callers wait for one} */
    int busy() {
        return pools.values().stream()
                .mapToInt(pool -> pool.acquiredSize() + pool.pendingAcquireSize())
                .sum();
    }
}

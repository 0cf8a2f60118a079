package io.reactortoken.replay;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import reactor.netty.http.client.HttpConnectionPoolMetrics;
import reactor.netty.resources.ConnectionPoolMetrics;
import reactor.netty.resources.ConnectionProvider;

/** The connection pools of a test, and whether they are idle. */
public final class Pools implements AutoCloseable, ConnectionProvider.MeterRegistrar {

    private static final Duration BOUND = Duration.ofSeconds(10);
    /** Of ten thousand callers with one connection, on a machine that has other things to do. */
    private static final Duration LONGEST_QUEUE = Duration.ofMinutes(5);

    private final boolean multiplexed;
    private final List<ConnectionProvider> opened = new CopyOnWriteArrayList<>();
    private final Map<String, ConnectionPoolMetrics> pools = new ConcurrentHashMap<>();

    Pools(Wire wire) {
        this.multiplexed = wire.isMultiplexed();
    }

    /** A pool with as many connections as that, and any number of callers who wait. */
    public ConnectionProvider of(int connections) {
        return of(connections, -1);
    }

    public ConnectionProvider of(int connections, int waiting) {
        ConnectionProvider pool = ConnectionProvider.builder("test")
                .maxConnections(connections)
                .pendingAcquireMaxCount(waiting)
                .pendingAcquireTimeout(LONGEST_QUEUE)
                .metrics(true, () -> this)
                .build();
        opened.add(pool);
        return pool;
    }

    @Override
    public void registerMetrics(String pool, String id, SocketAddress remote, ConnectionPoolMetrics metrics) {
        pools.put(pool + id + remote + System.identityHashCode(metrics), metrics);
    }

    @Override
    public void deRegisterMetrics(String pool, String id, SocketAddress remote) {
        // read to the end
    }

    /** Connections or streams that somebody holds, and callers who wait for one. */
    public int busy() {
        return pools.values().stream().mapToInt(this::busy).sum();
    }

    /** On HTTP/2 one pool holds the connections for ever, and another one on top of it lends their streams. */
    private int busy(ConnectionPoolMetrics pool) {
        if (pool instanceof HttpConnectionPoolMetrics streams) {
            return streams.activeStreamSize() + pool.pendingAcquireSize();
        }
        return multiplexed ? 0 : pool.acquiredSize() + pool.pendingAcquireSize();
    }

    public void assertIdle(Duration within) {
        ReplayBench.await(() -> busy() == 0, within, this::toString);
    }

    @Override
    public String toString() {
        return pools.entrySet().stream()
                .map(pool -> pool.getKey() + ": " + busy(pool.getValue()) + " busy, of which "
                        + pool.getValue().pendingAcquireSize() + " wait; "
                        + pool.getValue().acquiredSize() + " acquired")
                .collect(Collectors.joining("; ", "Pools[", "]"));
    }

    @Override
    public void close() {
        opened.forEach(pool -> pool.disposeLater().block(BOUND));
    }
}

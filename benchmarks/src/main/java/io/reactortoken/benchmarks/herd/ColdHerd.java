package io.reactortoken.benchmarks.herd;

import io.reactortoken.benchmarks.peer.Endpoint;
import io.reactortoken.benchmarks.peer.Peer;
import io.reactortoken.benchmarks.peer.Peers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import reactor.core.publisher.Sinks;

/** Many who ask a cold cache at once, subscribed by one thread. */
final class ColdHerd {

    static final Duration FETCH = Duration.ofMillis(50);

    private static final long PATIENCE_SECONDS = 60;
    private static final double MILLI = 1e6;

    /**
     * How one herd went, in milliseconds.
     *
     * @param joined from the first subscribe to the return of the last, while the fetch runs
     * @param served from the first subscribe to the last token, where the fetch takes {@link #FETCH}
     * @param tail what one in a thousand has waited longer than, then
     */
    record Run(int requests, double joined, double served, double tail) {}

    private final Peers peer;
    private final int size;
    private final CountDownLatch served;
    private final AtomicInteger failures = new AtomicInteger();
    private final Histogram waits = new ConcurrentHistogram(3);

    private ColdHerd(Peers peer, int size) {
        this.peer = peer;
        this.size = size;
        this.served = new CountDownLatch(size);
    }

    static Run of(Peers peer, int size) throws InterruptedException {
        Sinks.Empty<Void> gate = Sinks.empty();
        double joined = new ColdHerd(peer, size).joined(Endpoint.instant().answeringOn(gate.asMono()), gate);
        Endpoint endpoint = Endpoint.instant().taking(FETCH);
        ColdHerd herd = new ColdHerd(peer, size);
        double served = herd.served(endpoint);
        return new Run(endpoint.requests(), joined, served, herd.waits.getValueAtPercentile(99.9) / MILLI);
    }

    private double joined(Endpoint endpoint, Sinks.Empty<Void> gate) throws InterruptedException {
        try (Peer asked = peer.over(endpoint)) {
            long start = System.nanoTime();
            subscribeAll(asked);
            double millis = (System.nanoTime() - start) / MILLI;
            gate.tryEmitEmpty().orThrow();
            await();
            return millis;
        }
    }

    private double served(Endpoint endpoint) throws InterruptedException {
        try (Peer asked = peer.over(endpoint)) {
            long start = System.nanoTime();
            subscribeAll(asked);
            await();
            return (System.nanoTime() - start) / MILLI;
        }
    }

    private void subscribeAll(Peer asked) {
        for (int i = 0; i < size; i++) {
            asked.token().subscribe(new Member((token, nanos) -> {
                if (token == null) {
                    failures.incrementAndGet();
                }
                waits.recordValue(nanos);
                served.countDown();
            }));
        }
    }

    private void await() throws InterruptedException {
        boolean all = served.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!all || failures.get() != 0) {
            throw new IllegalStateException(peer.label() + ": " + served.getCount() + " of " + size
                    + " were not served, and " + failures + " got no token");
        }
    }
}

package io.reactortoken.benchmarks.herd;

import io.reactortoken.benchmarks.peer.Endpoint;
import io.reactortoken.benchmarks.peer.Peer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import reactor.core.publisher.Flux;

/** Callers at a steady rate, from one thread, a few each millisecond. */
final class Traffic {

    private static final Duration TICK = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What became of them. A caller waits if it has no token when subscribe returns. */
    record Run(int calls, int requests, int failed, int waited, int expired, int unserved, double tail) {}

    private final Endpoint endpoint;
    private final Peer peer;
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger expired = new AtomicInteger();
    private final Semaphore served = new Semaphore(0);
    private final Histogram waits = new ConcurrentHistogram(3);
    private int calls;
    private int waited;

    Traffic(Endpoint endpoint, Peer peer) {
        this.endpoint = endpoint;
        this.peer = peer;
    }

    /** Each tick so many, for so long; then waits a while for those that have nothing yet. */
    Run run(int callersPerTick, Duration duration) throws InterruptedException {
        int before = endpoint.requests();
        Flux.interval(TICK)
                .take(duration.dividedBy(TICK))
                .onBackpressureBuffer()
                .doOnNext(tick -> {
                    for (int i = 0; i < callersPerTick; i++) {
                        call();
                    }
                })
                .blockLast();
        boolean all = served.tryAcquire(calls, PATIENCE.toSeconds(), TimeUnit.SECONDS);
        int unserved = all ? 0 : calls - served.availablePermits();
        int requests = endpoint.requests() - before;
        double tail = waits.getValueAtPercentile(99.9) / 1e6;
        return new Run(calls, requests, failed.get(), waited, expired.get(), unserved, tail);
    }

    private void call() {
        boolean[] done = new boolean[1];
        calls++;
        peer.token().subscribe(new Member((token, nanos) -> {
            done[0] = true;
            if (token == null) {
                failed.incrementAndGet();
            } else if (endpoint.isExpired(peer.text(token))) {
                expired.incrementAndGet();
            }
            waits.recordValue(nanos);
            served.release();
        }));
        if (!done[0]) {
            waited++;
        }
    }
}

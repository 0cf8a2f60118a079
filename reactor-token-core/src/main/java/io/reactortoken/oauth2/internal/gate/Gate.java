package io.reactortoken.oauth2.internal.gate;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The way to one server: so many turns at once, the others in the order in which they came. Nobody blocks; whichever
 * thread is in {@link #drain()} lets in those whom others have queued meanwhile.
 */
final class Gate {

    private final int permits;
    private final BooleanSupplier closed;
    private final Queue<Turn> waiting = new ConcurrentLinkedQueue<>();
    /** Raised only by whoever drains, so that it does not pass {@code permits}. */
    private final AtomicInteger running = new AtomicInteger();

    private final AtomicInteger calls = new AtomicInteger();

    Gate(int permits, BooleanSupplier closed) {
        this.permits = permits;
        this.closed = closed;
    }

    void enter(Turn turn) {
        waiting.add(turn);
        drain();
    }

    void leave() {
        running.decrementAndGet();
        drain();
    }

    private void drain() {
        int missed = calls.getAndIncrement() == 0 ? 1 : 0;
        while (missed != 0) {
            admit();
            missed = calls.addAndGet(-missed);
        }
    }

    private void admit() {
        while (running.get() < permits && !closed.getAsBoolean()) {
            Turn next = waiting.poll();
            if (next == null) {
                return;
            }
            running.incrementAndGet();
            next.grant();
        }
    }
}

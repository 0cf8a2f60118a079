package io.reactortoken.event;

import io.reactortoken.event.TokenEvent.EventsLost;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.scheduler.Schedulers;
import reactor.util.concurrent.Queues;

/**
 * The events that wait for one listener, and the one worker that takes them to it. Whoever adds an event pays for that and
 * for nothing else: not for the listener's time, and not for what it throws (CF-23). Bounded: what is too much is counted.
 *
 * <p>The worker is a task on {@link Schedulers#boundedElastic()}. It is there while events wait; an idle queue has none.
 */
final class EventQueue {

    static final int CAPACITY = 1_024;

    private final TokenEventListener listener;
    private final Queue<TokenEvent> waiting =
            Queues.<TokenEvent>unboundedMultiproducer().get();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean working = new AtomicBoolean();
    private final AtomicLong untold = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong thrown = new AtomicLong();

    EventQueue(TokenEventListener listener) {
        this.listener = listener;
    }

    /** Whether both lead to the same listener. */
    @SuppressWarnings("ReferenceEquality") // a listener is who it is, whatever it says it equals
    boolean serves(EventQueue other) {
        return listener == other.listener;
    }

    long lost() {
        return lost.get();
    }

    long thrown() {
        return thrown.get();
    }

    /** From any thread. */
    void add(TokenEvent event) {
        if (size.getAndIncrement() >= CAPACITY) {
            size.decrementAndGet();
            untold.incrementAndGet();
            lost.incrementAndGet();
            return;
        }
        waiting.offer(event);
        work();
    }

    private void work() {
        if (working.compareAndSet(false, true)) {
            try {
                Schedulers.boundedElastic().schedule(this::drain);
            } catch (Throwable noTask) {
                working.set(false); // disposed or full: the next event tries again, and what waits is bounded
            }
        }
    }

    private void drain() {
        try {
            TokenEvent event = waiting.poll();
            while (event != null) {
                size.decrementAndGet();
                tell(event);
                tellLoss(event);
                event = waiting.poll();
            }
        } finally {
            working.set(false);
            if (!waiting.isEmpty()) {
                work();
            }
        }
    }

    /** Full means that others wait in the queue, so that there is always an event behind a loss. */
    private void tellLoss(TokenEvent before) {
        long count = untold.getAndSet(0);
        if (count > 0) {
            tell(new EventsLost("", before.at(), count));
        }
    }

    private void tell(TokenEvent event) {
        try {
            listener.onEvent(event);
        } catch (Throwable error) {
            thrown.incrementAndGet();
            Unheard.error(error);
        }
    }
}

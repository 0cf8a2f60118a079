package io.reactortoken.event;

import io.reactortoken.event.TokenEvent.EventsLost;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
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
    /** The one worker; null while there is none. */
    private final AtomicReference<@Nullable Work> worker = new AtomicReference<>();

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
        if (size.getAndIncrement() < CAPACITY) {
            waiting.offer(event);
        } else {
            size.decrementAndGet();
            untold.incrementAndGet();
            lost.incrementAndGet();
        }
        work();
    }

    /** A task, which may get lost with its scheduler: by a shutdown, or when the virtual time of a test ends. */
    private record Work(Scheduler scheduler, AtomicBoolean taken) {

        /** One of two: it begins, or somebody finds that it never will. */
        boolean take() {
            return taken.compareAndSet(false, true);
        }

        boolean isLost() {
            return scheduler.isDisposed() && take();
        }
    }

    private void work() {
        Work before = worker.get();
        if (before != null && !before.isLost()) {
            return;
        }
        Work next = new Work(Schedulers.boundedElastic(), new AtomicBoolean());
        if (worker.compareAndSet(before, next)) {
            try {
                next.scheduler.schedule(() -> drain(next));
            } catch (Throwable noTask) {
                worker.compareAndSet(next, null); // disposed or full: the next event tries again
            }
        }
    }

    private void drain(Work own) {
        if (!own.take()) {
            return;
        }
        try {
            TokenEvent event = waiting.poll();
            while (event != null) {
                size.decrementAndGet();
                tell(event);
                tellLoss(event);
                event = waiting.poll();
            }
        } finally {
            worker.compareAndSet(own, null);
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

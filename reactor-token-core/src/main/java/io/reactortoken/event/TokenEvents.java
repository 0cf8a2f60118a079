package io.reactortoken.event;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Subscriber;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * A listener that is a {@link Flux}: give it to a builder as any other, and compose what comes.
 *
 * <p>May be given to any number of builders: it has one queue, whoever tells it something.
 *
 * @since 0.1.0
 */
public final class TokenEvents implements TokenEventListener {

    private static final int DEFAULT_BUFFER = 256;

    private final int buffer;
    private final Sinks.Many<TokenEvent> sink = Sinks.many().multicast().directBestEffort();
    private final EventQueue queue = new EventQueue(sink::tryEmitNext);
    private final AtomicLong dropped = new AtomicLong();

    private TokenEvents(int buffer) {
        this.buffer = buffer;
    }

    /** {@return one that keeps 256 events for each subscriber} */
    public static TokenEvents create() {
        return buffering(DEFAULT_BUFFER);
    }

    /**
     * Makes one.
     *
     * @param events how many are kept for a subscriber that is slow; at least 1
     * @return a listener that nobody subscribed to yet
     * @throws IllegalArgumentException if it is less
     */
    public static TokenEvents buffering(int events) {
        if (events < 1) {
            throw new IllegalArgumentException("a buffer for events needs at least 1 place, not " + events);
        }
        return new TokenEvents(events);
    }

    EventQueue queue() {
        return queue;
    }

    @Override
    public void onEvent(TokenEvent event) {
        queue.add(event);
    }

    /**
     * Returns the events from now on.
     *
     * <p>Hot: a subscription starts nothing, and sees what happens after it.
     * <p>Signals events as they are requested; it neither completes nor fails. For a subscriber that requests less than
     * happens, the oldest events that wait are dropped, and an {@link TokenEvent.EventsLost} stands in their place.
     * <p>Cancelling ends the subscription, and no other.
     * <p>Signals arrive on {@link reactor.core.scheduler.Schedulers#boundedElastic()}, or on the thread that requests. A
     * {@link Subscriber} that blocks delays the others of this instance, and no fetch.
     *
     * @return a flux for any number of subscribers
     */
    public Flux<TokenEvent> flux() {
        return Flux.defer(() -> {
            AtomicLong lost = new AtomicLong();
            return sink.asFlux()
                    .onBackpressureBuffer(buffer, event -> lost.incrementAndGet(), BufferOverflowStrategy.DROP_OLDEST)
                    .concatMapIterable(event -> withLoss(lost.getAndSet(0), event), 1);
        });
    }

    private List<TokenEvent> withLoss(long count, TokenEvent event) {
        if (count == 0) {
            return List.of(event);
        }
        dropped.addAndGet(count);
        return List.of(new TokenEvent.EventsLost("", event.at(), count), event);
    }

    /** {@return how many events were dropped, over all subscribers, so far as they were told} */
    public long dropped() {
        return dropped.get();
    }

    @Override
    public String toString() {
        return "TokenEvents";
    }
}

package io.reactortoken.event;

/**
 * Is told what happened to tokens.
 *
 * <p>Called on a thread of {@link reactor.core.scheduler.Schedulers#boundedElastic()}, after the fact, by one thread at a
 * time and in the order in which the events were told, for as long as it was registered in one place. No fetch waits for
 * it: it may be slow, block, throw, or ask the source for a token. What it throws goes to
 * {@link reactor.core.publisher.Hooks#onErrorDropped} and is counted; the next event is told all the same. When 1024
 * events wait for it, the next ones are dropped, and it is told how many ({@link TokenEvent.EventsLost}).
 *
 * <p>The records of {@link TokenEvent} may become more: ignore those that you do not know.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TokenEventListener {

    /**
     * Takes an event.
     *
     * @param event what happened
     */
    void onEvent(TokenEvent event);
}

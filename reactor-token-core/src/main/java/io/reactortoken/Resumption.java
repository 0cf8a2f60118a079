package io.reactortoken;

import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import reactor.core.scheduler.Scheduler;

/** Wakes each waiter in a task of its own, so that none waits for a slow neighbour. */
record Resumption(Scheduler scheduler, Consumer<Waiter> outcome) implements Consumer<Waiter> {

    @Override
    public void accept(Waiter waiter) {
        try {
            scheduler.schedule(() -> outcome.accept(waiter));
        } catch (RejectedExecutionException disposed) {
            outcome.accept(waiter);
        }
    }
}

package io.reactortoken;

import java.util.function.Consumer;
import reactor.core.scheduler.Scheduler;

/** Wakes each waiter in a task of its own, so that none waits for a slow neighbour. */
record Resumption(Scheduler scheduler, Consumer<Waiter> outcome) implements Consumer<Waiter> {

    @Override
    public void accept(Waiter waiter) {
        try {
            scheduler.schedule(() -> wake(waiter));
        } catch (Throwable noTask) {
            wake(waiter); // disposed, full, or broken: the waiter has waited for its token, not for that scheduler
        }
    }

    /** The scheduler's own handler of errors would take a subscriber's for a bug of a task. */
    private void wake(Waiter waiter) {
        try {
            outcome.accept(waiter);
        } catch (Throwable thrown) {
            Dropped.error(thrown);
        }
    }
}

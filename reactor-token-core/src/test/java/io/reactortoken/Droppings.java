package io.reactortoken;

import io.reactortoken.test.DroppedSignals;
import java.util.List;

/** What Reactor's dropped hook receives while something runs; the oracle does not see it. */
final class Droppings {

    private Droppings() {}

    static void collect(List<Throwable> dropped, Runnable action) {
        try (DroppedSignals signals = DroppedSignals.record()) {
            action.run();
            dropped.addAll(signals.errors());
        }
    }
}

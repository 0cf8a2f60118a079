package io.reactortoken;

import java.util.List;
import reactor.core.publisher.Hooks;

/** What Reactor's dropped hook receives while something runs. */
final class Droppings {

    private Droppings() {}

    static void collect(List<Throwable> dropped, Runnable action) {
        Hooks.onErrorDropped(dropped::add);
        try {
            action.run();
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }
}

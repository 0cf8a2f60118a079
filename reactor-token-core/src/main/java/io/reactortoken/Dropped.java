package io.reactortoken;

import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** Where errors go that nobody is left to receive: Reactor's hook, which may itself throw. */
final class Dropped {

    private Dropped() {}

    static void error(Throwable thrown) {
        try {
            Operators.onErrorDropped(thrown, Context.empty());
        } catch (Throwable fromHook) {
            // the hook has been told; whoever is next in line must not suffer for it
        }
    }
}

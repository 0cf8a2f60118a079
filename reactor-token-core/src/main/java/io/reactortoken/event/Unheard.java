package io.reactortoken.event;

import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** Where errors of listeners and logs go: Reactor's hook, which may itself throw. */
final class Unheard {

    private Unheard() {}

    static void error(Throwable thrown) {
        try {
            Operators.onErrorDropped(thrown, Context.empty());
        } catch (Throwable fromHook) {
            // the hook has been told; whoever told an event must not suffer for it
        }
    }
}

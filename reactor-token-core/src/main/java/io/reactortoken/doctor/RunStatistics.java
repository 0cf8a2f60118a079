package io.reactortoken.doctor;

import io.reactortoken.event.TokenEvent;
import io.reactortoken.event.TokenEventListener;

/**
 * Counts what happens to tokens while a program runs, for {@link TokenDoctor.Builder#stats}.
 *
 * @since 0.1.0
 */
public final class RunStatistics implements TokenEventListener {

    private RunStatistics() {}

    /** {@return statistics that have counted nothing yet} */
    public static RunStatistics create() {
        return new RunStatistics();
    }

    @Override
    public void onEvent(TokenEvent event) {}
}

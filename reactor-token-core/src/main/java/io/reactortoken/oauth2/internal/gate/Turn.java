package io.reactortoken.oauth2.internal.gate;

import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** One place in the queue of a {@link Gate}, and then one of its permits, which is given back exactly once. */
final class Turn {

    private enum State {
        WAITING,
        GRANTED,
        OVER
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final Gate gate;
    private final MonoSink<Turn> sink;

    Turn(Gate gate, MonoSink<Turn> sink) {
        this.gate = gate;
        this.sink = sink;
    }

    /** The gate counts it as running; whoever has left the queue gives that back at once. */
    void grant() {
        if (!state.compareAndSet(State.WAITING, State.GRANTED)) {
            gate.leave();
            return;
        }
        try {
            sink.success(this);
        } catch (Throwable thrown) {
            release();
            drop(thrown); // it would stop the gate for everybody else; the deadline of who waits for it ends the wait
        }
    }

    private void drop(Throwable thrown) {
        try {
            Operators.onErrorDropped(thrown, Context.of(sink.contextView()));
        } catch (Throwable fromHook) {
            // the hook has been told
        }
    }

    /** Called for each way out, and more often than once. */
    void release() {
        if (state.getAndSet(State.OVER) == State.GRANTED) {
            gate.leave();
        }
    }
}

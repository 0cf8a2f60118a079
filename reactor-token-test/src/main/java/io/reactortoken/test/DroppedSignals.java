package io.reactortoken.test;

import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Hooks;

/**
 * What Reactor's hooks receive while this is open: errors and values that nobody was left to receive, and errors that were
 * thrown inside an operator.
 *
 * <p>The innermost recording gets a signal, and no other does: a test that drops something on purpose opens one of its
 * own, and what goes there is no fault to a {@link TokenOracle}.
 *
 * <p>The hooks belong to the JVM, not to a thread: tests that run beside each other in one JVM get each other's signals.
 * When the last recording is closed, the hooks {@link Hooks#onErrorDropped} and {@link Hooks#onNextDropped} are reset.
 *
 * @since 0.1.0
 */
public final class DroppedSignals implements AutoCloseable {

    private static final String KEY = DroppedSignals.class.getName();

    private static final Deque<DroppedSignals> OPEN = new ConcurrentLinkedDeque<>();

    private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> operatorErrors = new ConcurrentLinkedQueue<>();
    private final Queue<String> values = new ConcurrentLinkedQueue<>();

    private DroppedSignals() {}

    /**
     * Opens a recording.
     *
     * @return a recording that gets what is dropped, until it is closed or a newer one is opened
     */
    public static DroppedSignals record() {
        DroppedSignals recording = new DroppedSignals();
        synchronized (OPEN) {
            if (OPEN.isEmpty()) {
                Hooks.onErrorDropped(DroppedSignals::errorDropped);
                Hooks.onNextDropped(DroppedSignals::valueDropped);
                Hooks.onOperatorError(KEY, DroppedSignals::operatorFailed);
            }
            OPEN.push(recording);
        }
        return recording;
    }

    private static void errorDropped(Throwable error) {
        DroppedSignals innermost = OPEN.peek();
        if (innermost != null) {
            innermost.errors.add(error);
        }
    }

    private static void valueDropped(Object value) {
        DroppedSignals innermost = OPEN.peek();
        if (innermost != null) {
            innermost.values.add(value.getClass().getName());
        }
    }

    private static Throwable operatorFailed(Throwable error, @Nullable Object value) {
        DroppedSignals innermost = OPEN.peek();
        if (innermost != null) {
            innermost.operatorErrors.add(error);
        }
        return error;
    }

    /** {@return the errors that nobody was left to receive ({@code onErrorDropped}), oldest first} */
    public List<Throwable> errors() {
        return List.copyOf(errors);
    }

    /** {@return the errors that were thrown inside an operator ({@code onOperatorError}), oldest first} */
    public List<Throwable> operatorErrors() {
        return List.copyOf(operatorErrors);
    }

    /** {@return the class names of the values that nobody was left to receive ({@code onNextDropped}), oldest first} */
    public List<String> values() {
        return List.copyOf(values);
    }

    /** Forgets what was recorded. */
    void clear() {
        errors.clear();
        operatorErrors.clear();
        values.clear();
    }

    /** Ends the recording; the one that was opened before gets what is dropped from now on. */
    @Override
    public void close() {
        synchronized (OPEN) {
            if (OPEN.remove(this) && OPEN.isEmpty()) {
                Hooks.resetOnErrorDropped();
                Hooks.resetOnNextDropped();
                Hooks.resetOnOperatorError(KEY);
            }
        }
    }
}

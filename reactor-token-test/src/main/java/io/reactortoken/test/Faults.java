package io.reactortoken.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What an oracle has found, in the order in which it happened. */
final class Faults {

    /** A broken cache makes thousands, which all say the same. */
    private static final int MOST_SHOWN = 10;

    private record Fault(String text, @Nullable Throwable cause) {}

    private final Queue<Fault> found = new ConcurrentLinkedQueue<>();

    void add(String text) {
        found.add(new Fault(text, null));
    }

    void add(String text, Throwable cause) {
        found.add(new Fault(text + ": " + cause, cause));
    }

    /** Throws what was found, once; each throwable among it as suppressed. */
    void throwIfAny() {
        List<Fault> all = new ArrayList<>();
        for (Fault next = found.poll(); next != null; next = found.poll()) {
            all.add(next);
        }
        if (all.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder("the token oracle found ")
                .append(all.size() == 1 ? "a fault" : all.size() + " faults")
                .append(':');
        all.stream().limit(MOST_SHOWN).forEach(fault -> text.append("\n  - ").append(fault.text));
        if (all.size() > MOST_SHOWN) {
            text.append("\n  - and ").append(all.size() - MOST_SHOWN).append(" more");
        }
        AssertionError error = new AssertionError(text.toString());
        all.stream().limit(MOST_SHOWN).map(Fault::cause).forEach(cause -> {
            if (cause != null) {
                error.addSuppressed(cause);
            }
        });
        throw error;
    }
}

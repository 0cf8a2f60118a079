package io.reactortoken.credential;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Operators;
import reactor.util.Logger;
import reactor.util.Loggers;
import reactor.util.context.Context;

/** Tells what is odd about a secret or its place: each oddity once per source. Never the secret. */
final class SecretLog {

    private final Logger log = Loggers.getLogger(SecretSource.class);
    private final String source;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    SecretLog(String source) {
        this.source = source;
    }

    /** A secret was read; what was cut off its edges is worth a word (CS-02). */
    void read(Secret secret) {
        if (!secret.edges().isEmpty()) {
            warn("L-EDGES", "white space was cut off the secret's edges: " + secret.edges());
        }
    }

    void warn(String id, String text) {
        if (told.add(id + text)) {
            guarded(() -> log.warn("{} (source={}) [{}]", text, source, id));
        }
    }

    void debug(String text) {
        guarded(() -> log.debug("{} (source={})", text, source));
    }

    /** A log that throws is no reason to have no secret. */
    private static void guarded(Runnable line) {
        try {
            line.run();
        } catch (RuntimeException broken) {
            Operators.onErrorDropped(broken, Context.empty());
        }
    }
}

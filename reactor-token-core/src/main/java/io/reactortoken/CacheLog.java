package io.reactortoken;

import io.reactortoken.CacheState.Phase;
import reactor.util.Logger;
import reactor.util.Loggers;

/** What a cache logs. Called when all who waited have been woken; a log that throws harms nobody (CF-23). */
final class CacheLog {

    private static final Logger log = Loggers.getLogger(CachedTokenSource.class);

    private final String name;

    CacheLog(String name) {
        this.name = name;
    }

    void fetched(boolean kept) {
        guarded(() -> log.debug("token fetched client={} kept={}", name, kept));
    }

    /** A WARN once per row of failures, and only where no caller was told; a success ends the row. */
    void failed(CacheState before, TokenException failure, Now now) {
        if (before.phase(now) != Phase.EMPTY && before.hold() == null) {
            guarded(() -> log.warn("token renewal failed, the held token serves on: {}", failure.getMessage()));
        } else {
            guarded(() -> log.debug("token fetch failed: {}", failure.getMessage()));
        }
    }

    private static void guarded(Runnable line) {
        try {
            line.run();
        } catch (Throwable thrown) {
            Dropped.error(thrown);
        }
    }
}

package io.reactortoken.internal;

import io.reactortoken.TokenClock;
import io.reactortoken.TokenSource;
import io.reactortoken.event.EventOrigin;
import io.reactortoken.event.TokenEvent.ReplayDone;
import io.reactortoken.event.TokenEvent.ReplaySkip;
import io.reactortoken.event.TokenEvent.ReplaySkipped;
import io.reactortoken.event.TokenEventAudience;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** What came of a refusal, told once: to the listeners of the source whose token was refused, and to the log. */
final class ReplayWatch {

    private final TokenSource source;
    private final int status;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile boolean replaying;

    ReplayWatch(TokenSource source, int status) {
        this.source = source;
        this.status = status;
    }

    /** From now on there is a second attempt. */
    void replaying() {
        replaying = true;
    }

    void answered(int second) {
        TokenEventAudience audience = audience();
        if (told.compareAndSet(false, true) && audience.listens()) {
            audience.tell(new ReplayDone(client(), now(), status, second));
        }
    }

    void skipped(ReplaySkip reason) {
        TokenEventAudience audience = audience();
        if (told.compareAndSet(false, true) && audience.listens()) {
            audience.tell(new ReplaySkipped(client(), now(), status, reason));
        }
    }

    /** It was cancelled, or the second attempt failed. */
    void over() {
        if (replaying) {
            answered(0);
        } else {
            skipped(ReplaySkip.CANCELLED);
        }
    }

    private TokenEventAudience audience() {
        return source instanceof EventOrigin origin ? origin.audience() : TokenEventAudience.logOnly();
    }

    private String client() {
        return source instanceof EventOrigin origin ? origin.client() : "";
    }

    private static Instant now() {
        return Instant.ofEpochMilli(TokenClock.system().epochMillis());
    }
}

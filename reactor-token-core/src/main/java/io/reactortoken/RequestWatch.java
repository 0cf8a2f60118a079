package io.reactortoken;

import io.reactortoken.event.TokenEvent;
import io.reactortoken.event.TokenEvent.RequestFailed;
import io.reactortoken.event.TokenEvent.RequestStarted;
import io.reactortoken.event.TokenEvent.RequestSucceeded;
import io.reactortoken.event.TokenEventAudience;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** One attempt of a flight, from the start that was told to the end that is to be told: once, and to the same audience. */
final class RequestWatch {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final CacheEvents events;
    private final TokenSource source;
    private final Start start;
    private final long number = NUMBERS.incrementAndGet();
    private final boolean told;

    /** What is known when it begins. */
    record Start(TokenEventAudience audience, Now at, int attempt, boolean renewal, int waiting) {}

    private RequestWatch(CacheEvents events, TokenSource source, Start start) {
        this.events = events;
        this.source = source;
        this.start = start;
        this.told = start.audience.listens();
    }

    static RequestWatch begin(CacheEvents events, TokenSource source, Start start) {
        RequestWatch watch = new RequestWatch(events, source, start);
        if (watch.told) {
            start.audience.tell(watch.started());
        }
        return watch;
    }

    private RequestStarted started() {
        return new RequestStarted(
                events.client(source), start.at.instant(), number, start.attempt, start.renewal, start.waiting);
    }

    void succeeded(boolean kept, int waiting) {
        if (hasAudience()) {
            end(new RequestSucceeded(
                    events.client(source), events.instant(), number, start.attempt, took(), kept, waiting));
        }
    }

    void failed(TokenException failure, boolean retried, int waiting) {
        if (hasAudience()) {
            end(new RequestFailed(
                    events.client(source),
                    events.instant(),
                    number,
                    start.attempt,
                    took(),
                    retried,
                    waiting,
                    CacheEvents.failure(failure)));
        }
    }

    private boolean hasAudience() {
        return told || events.audience(source).listens();
    }

    private Duration took() {
        return Duration.ofNanos(events.nanoTime() - start.at.nanos());
    }

    /** Who came to listen meanwhile is told the start as well: a tenant's listener comes with its first request. */
    private void end(TokenEvent ended) {
        TokenEventAudience audience = start.audience.and(events.audience(source));
        if (!told) {
            audience.tell(started());
        } else if (audience != start.audience) {
            audience.tellNewcomers(start.audience, started());
        }
        audience.tell(ended);
    }
}

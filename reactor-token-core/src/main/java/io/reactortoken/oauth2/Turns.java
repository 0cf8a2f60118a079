package io.reactortoken.oauth2;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Lets one work at a time, in the order in which they came. Nobody blocks; one who leaves the queue holds up nobody. */
final class Turns {

    private final AtomicReference<Mono<Void>> last = new AtomicReference<>(Mono.empty());

    <T> Mono<T> take(Mono<T> work) {
        return Mono.defer(() -> {
            Sinks.Empty<Void> over = Sinks.empty();
            Mono<Void> before = last.getAndSet(over.asMono());
            AtomicBoolean begun = new AtomicBoolean();
            return before.then(Mono.defer(() -> {
                        begun.set(true);
                        return work;
                    }))
                    .doFinally(signal -> {
                        if (begun.get()) {
                            over.tryEmitEmpty();
                        } else {
                            // cancelled in the queue: the next one still waits for the one before
                            before.subscribe(nothing -> {}, error -> {}, over::tryEmitEmpty);
                        }
                    });
        });
    }
}

package io.reactortoken.chaos;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A disturbance: after a while it begins, and after another it ends.
 *
 * @param after the end of the one before
 * @param begin may block
 * @param lasts how long
 * @param end may block
 */
record Step(Duration after, Runnable begin, Duration lasts, Runnable end) {

    /** {@return one that is over at once} */
    static Step of(Duration after, Runnable what) {
        return new Step(after, what, Duration.ZERO, () -> {});
    }

    Mono<Void> play() {
        return Mono.delay(after)
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(now -> begin.run())
                .flatMap(now -> Mono.delay(lasts))
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(now -> end.run())
                .then();
    }
}

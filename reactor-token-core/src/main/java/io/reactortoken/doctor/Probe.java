package io.reactortoken.doctor;

import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A look that blocks, on a thread that may, for as long as anybody cares. */
final class Probe {

    private Probe() {}

    /** {@code look} throws nothing: nobody might be there any more to be told. */
    static <T> Mono<T> within(Duration deadline, Setup setup, Supplier<T> look, Supplier<T> late) {
        return Mono.fromSupplier(look)
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(deadline, Mono.fromSupplier(late), setup.timers());
    }
}

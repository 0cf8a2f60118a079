package io.reactortoken.benchmarks.http;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Callers that call one after the other, for a while. */
final class Load {

    private static final int CALLERS = 32;

    private Load() {}

    /** {@return calls per second} */
    static double of(Mono<Integer> call, Duration duration) {
        LongAdder ok = new LongAdder();
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        Mono<Integer> checked = call.doOnNext(status -> {
            if (status != 200) {
                throw new IllegalStateException("the API answered " + status);
            }
            ok.increment();
        });
        Flux.merge(
                        Flux.fromStream(() -> IntStream.range(0, CALLERS)
                                .mapToObj(caller -> checked.repeat(() -> System.nanoTime() - end < 0))),
                        CALLERS)
                .blockLast();
        return ok.sum() * 1e9 / (System.nanoTime() - start);
    }
}

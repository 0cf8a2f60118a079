package io.reactortoken.examples.demo;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** So many calls at a time for so long: whenever one ends, the next begins. */
final class Load {

    static final int CONCURRENCY = 64;

    private final List<OrdersClient> clients;
    private final CallLog log;

    /**
     * Makes a load.
     *
     * @param clients get equal shares of it
     */
    Load(List<OrdersClient> clients, CallLog log) {
        this.clients = clients;
        this.log = log;
    }

    /** Completes when the time is over and the last call has ended. */
    Mono<Void> run(Duration time) {
        return Mono.defer(() -> {
            long end = System.nanoTime() + time.toNanos();
            return Flux.range(0, CONCURRENCY)
                    .flatMap(i -> repeated(clients.get(i % clients.size()), end), CONCURRENCY)
                    .then();
        });
    }

    private Flux<Void> repeated(OrdersClient client, long end) {
        return measured(client).repeat(() -> System.nanoTime() - end < 0);
    }

    private Mono<Void> measured(OrdersClient client) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            return client.call()
                    .doOnNext(status -> log.answered(client.kind(), status, System.nanoTime() - start))
                    .doOnError(log::failed)
                    .onErrorComplete()
                    .then();
        });
    }
}

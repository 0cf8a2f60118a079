package io.reactortoken.chaos;

import io.reactortoken.chaos.Counters.Count;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls at a steady pace, on all lanes, between start and stop. */
final class Load {

    static final String LIMIT = "the call's time limit is over";

    private static final Duration PERIOD = Duration.ofMillis(200);
    private static final int MOST_OPEN = 1_000;

    private final List<Lane> lanes;
    private final Sources sources;
    private final CallJudge judge;
    private final Counters counters;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private final Duration limit;

    Load(List<Lane> lanes, Sources sources, CallJudge judge, Counters counters, Duration limit) {
        this.lanes = lanes;
        this.sources = sources;
        this.judge = judge;
        this.counters = counters;
        this.limit = limit;
    }

    /** {@return what ends the calls that are begun from now on} */
    Disposable start() {
        return Flux.fromIterable(lanes)
                .flatMap(lane -> Flux.interval(PERIOD).doOnNext(tick -> begin(lane)), lanes.size())
                .subscribe();
    }

    int open() {
        return open.get();
    }

    private void begin(Lane lane) {
        if (open.incrementAndGet() > MOST_OPEN) {
            open.decrementAndGet();
            return;
        }
        counters.add(Count.CALLS);
        call(lane, numbers.incrementAndGet())
                .doFinally(end -> open.decrementAndGet())
                .subscribe();
    }

    private Mono<ApiClients.Answer> call(Lane lane, long number) {
        String client = lane.client().apply(number);
        String path = "/orders/" + number;
        CallJudge.Call call = new CallJudge.Call(
                lane.name() + (lane.faulty() ? "" : ", clear way") + ", " + client + ", " + path,
                lane.faulty(),
                System.nanoTime(),
                sources.usable(client));
        return lane.caller()
                .call(client, path)
                .timeout(limit, Mono.error(() -> new TimeoutException(LIMIT)))
                .doOnNext(answer -> judge.answered(call, answer, ApiClients.expected(client, path, lane.withBody())))
                .doOnError(error -> judge.failed(call, error))
                .onErrorComplete();
    }
}

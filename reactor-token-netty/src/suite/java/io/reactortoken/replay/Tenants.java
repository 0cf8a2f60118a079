package io.reactortoken.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

/** Tenants who subscribe to one assembled request at the same time, each with a source of its own. */
final class Tenants {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int AT_A_TIME = 64;

    private final ReplayBench bench;
    private final int count;
    private final Map<String, TokenSource> sources = new ConcurrentHashMap<>();

    Tenants(ReplayBench bench, int count) {
        this.bench = bench;
        this.count = count;
    }

    /** The API tells what it saw; the first token of every tenth tenant is refused, so that replays are among them. */
    void race(int calls) {
        bench.api
                .countingOnly()
                .answering(seen ->
                        seen.authorization().endsWith("0-1") ? Reply.refusal() : Reply.of(200, seen.authorization()));
        Caller caller = bench.caller(
                Options.resolving(
                        context -> sources.computeIfAbsent(context.get("tenant"), Tenants::tokensOf),
                        bench.api.origin()),
                bench.pools.of(20));
        Mono<String> call = bench.get(caller, "/a");

        StepVerifier.create(Flux.range(0, calls)
                        .flatMap(n -> notItsOwn(call, String.valueOf(n % count)), AT_A_TIME)
                        .count())
                .expectNext(0L)
                .expectComplete()
                .verify(PATIENCE);

        assertThat(sources).hasSize(count);
        assertThat(bench.api.requests() - bench.api.refusals()).isEqualTo(calls);
        assertThat(bench.api.refusals()).isGreaterThanOrEqualTo(count / 10);
    }

    private static Mono<String> notItsOwn(Mono<String> call, String tenant) {
        return call.filter(line -> !line.startsWith("200 Bearer " + tenant + "-"))
                .contextWrite(Context.of("tenant", tenant));
    }

    private static TokenSource tokensOf(String tenant) {
        AtomicInteger current = new AtomicInteger(1);
        return new TokenSource() {
            @Override
            public Mono<AccessToken> token() {
                return Mono.fromSupplier(() -> AccessToken.bearer(tenant + "-" + current, Duration.ofHours(1)));
            }

            @Override
            public void invalidate(AccessToken rejected) {
                current.compareAndSet(1, 2);
            }
        };
    }
}

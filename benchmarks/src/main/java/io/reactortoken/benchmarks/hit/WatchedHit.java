package io.reactortoken.benchmarks.hit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reactortoken.AccessToken;
import io.reactortoken.CachePolicy;
import io.reactortoken.CachePolicyBuilder;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import io.reactortoken.micrometer.TokenMetrics;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Mono;

/** A token from memory: nobody watches, a listener watches, meters watch. A hit is no event, so that all are the same. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms512m", "-Xmx512m"})
@State(Scope.Benchmark)
public class WatchedHit {

    /** Who watches. */
    public enum Watcher {
        /** No cache at all: what a subscription to a value costs. */
        MONO_JUST,
        NOBODY,
        LISTENER,
        METERS
    }

    @Param
    public Watcher watcher = Watcher.NOBODY;

    private final AccessToken token = AccessToken.bearer("benchmark-token", Duration.ofDays(1));
    private final CachedTokenSource[] cache = new CachedTokenSource[1];
    private Mono<AccessToken> hit = Mono.just(token);

    @Setup
    public void fill() {
        if (watcher == Watcher.MONO_JUST) {
            return;
        }
        TokenSource source = TokenSource.of(() -> Mono.just(token));
        CachePolicyBuilder policy = CachePolicy.builder();
        TokenMetrics metrics = TokenMetrics.of(new SimpleMeterRegistry());
        cache[0] = source.cache(
                switch (watcher) {
                    case LISTENER -> policy.listener(event -> {}).build();
                    case METERS -> policy.listener(metrics).build();
                    default -> policy.build();
                });
        if (watcher == Watcher.METERS) {
            metrics.bind(cache[0]);
        }
        hit = cache[0].token();
        hit.block();
    }

    @TearDown
    public void close() {
        if (cache[0] != null) {
            cache[0].close();
        }
    }

    /** Subscribed, and the token consumed. */
    @Benchmark
    public void hit(Blackhole consumer) {
        hit.subscribe(consumer::consume);
    }
}

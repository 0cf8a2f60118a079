package io.reactortoken.benchmarks.hit;

import io.reactortoken.benchmarks.peer.Endpoint;
import io.reactortoken.benchmarks.peer.Peer;
import io.reactortoken.benchmarks.peer.Peers;
import io.reactortoken.benchmarks.peer.Taker;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import reactor.core.publisher.Mono;

/** A token from memory: asked for, subscribed to and taken, as each call does. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms512m", "-Xmx512m"})
@State(Scope.Benchmark)
public class HitBenchmark {

    @Param
    public Peers peer = Peers.REACTOR_TOKEN;

    private Peer asked = Peers.MONO_JUST.over(Endpoint.instant());

    /** The first token is fetched here, so that only hits are measured. */
    @Setup
    public void fill() {
        asked = peer.over(Endpoint.instant());
        asked.token().block();
        asked.token().block();
        if (asked.hit() == null) {
            throw new IllegalStateException("no hit");
        }
    }

    @TearDown
    public void close() {
        asked.close();
    }

    /** Alone. */
    @Benchmark
    public @Nullable Object subscribed() {
        return asked.hit();
    }

    /** Through an operator that looks at the token. */
    @Benchmark
    public @Nullable Object mapped() {
        return Taker.take(asked.token().map(Object::getClass));
    }

    /** Through an operator that goes on with another publisher, as a call does. */
    @Benchmark
    public @Nullable Object flatMapped() {
        return Taker.take(asked.token().flatMap(Mono::just));
    }
}

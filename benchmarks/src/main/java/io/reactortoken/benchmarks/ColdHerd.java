package io.reactortoken.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A herd on a cold cache, subscribed by one thread. Each iteration is one herd, and each herd makes one request. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
public class ColdHerd {

    /** From the first call of subscribe to the return of the last, while the fetch runs. */
    @Benchmark
    public void joined(Joining state) {
        state.herd.subscribeAll();
    }

    /** From the end of the fetch until the last one has its token. */
    @Benchmark
    public void woken(Waiting state) {
        state.herd.answer();
    }

    /** From the first call of subscribe until the last one has its token; the fetch takes 50 ms. */
    @Benchmark
    public void served(Whole state) throws InterruptedException {
        state.herd.subscribeAll();
        state.herd.awaitAll();
    }

    /** Who asks, how many, and whom. */
    @State(Scope.Benchmark)
    public static class Size {

        @Param
        public Contender contender = Contender.TOKEN_SOURCE;

        @Param({"10000", "100000"})
        public int size;
    }

    @State(Scope.Benchmark)
    public static class Joining {

        Herd herd = Herd.answered(0, Contender.TOKEN_SOURCE);

        @Setup(Level.Iteration)
        public void gather(Size size) {
            herd = Herd.answered(size.size, size.contender);
        }

        @TearDown(Level.Iteration)
        public void check() throws InterruptedException {
            herd.answer();
            herd.awaitAll();
            herd.check();
        }
    }

    @State(Scope.Benchmark)
    public static class Waiting {

        Herd herd = Herd.answered(0, Contender.TOKEN_SOURCE);

        @Setup(Level.Iteration)
        public void gather(Size size) {
            herd = Herd.answered(size.size, size.contender);
            herd.subscribeAll();
        }

        @TearDown(Level.Iteration)
        public void check() throws InterruptedException {
            herd.awaitAll();
            herd.check();
        }
    }

    @State(Scope.Benchmark)
    public static class Whole {

        Herd herd = Herd.timed(0, Contender.TOKEN_SOURCE);

        @Setup(Level.Iteration)
        public void gather(Size size) {
            herd = Herd.timed(size.size, size.contender);
        }

        @TearDown(Level.Iteration)
        public void check() {
            herd.check();
        }
    }
}

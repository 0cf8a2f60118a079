package io.reactortoken.benchmarks.hit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The same benchmarks several times over, each time in new JVMs: a machine that is busy for a minute spoils one round, and
 * a ratio is taken within a round.
 */
final class Rounds {

    static final int COUNT = 3;

    private final List<Collection<RunResult>> rounds = new ArrayList<>();
    private final String parameter;

    private Rounds(String parameter) {
        this.parameter = parameter;
    }

    static ChainedOptionsBuilder of(Class<?> benchmark, String method) {
        return new OptionsBuilder()
                .include(benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
                .forks(1)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
    }

    /** Runs them. The parameter tells results from each other. */
    static Rounds run(ChainedOptionsBuilder options, String parameter) throws RunnerException {
        Rounds rounds = new Rounds(parameter);
        for (int i = 0; i < COUNT; i++) {
            rounds.rounds.add(new Runner(options.build()).run());
        }
        return rounds;
    }

    double nanos(String value) {
        return median(round -> of(round, value).getPrimaryResult().getScore());
    }

    double ratio(String value, String to) {
        return median(round -> of(round, value).getPrimaryResult().getScore()
                / of(round, to).getPrimaryResult().getScore());
    }

    double bytes(String value) {
        return median(
                round -> requireNonNull(of(round, value).getSecondaryResults().get("gc.alloc.rate.norm"))
                        .getScore());
    }

    private double median(ToDoubleFunction<Collection<RunResult>> number) {
        double[] sorted = rounds.stream().mapToDouble(number).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private RunResult of(Collection<RunResult> round, String value) {
        return round.stream()
                .filter(result -> value.equals(result.getParams().getParam(parameter)))
                .findFirst()
                .orElseThrow();
    }
}

package io.reactortoken.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs {@link ColdHerd} and says how it stands to the goals. Ends with an error if a herd made more than one request, or if
 * to join a large flight is not much cheaper than it is with Reactor alone: that is a ratio, and holds on any machine.
 */
public final class ColdHerdReport {

    private static final int HERD = 10_000;
    private static final int LARGE_HERD = 100_000;
    private static final String HEAD = """

            Cold herds, 1 request each. Milliseconds: median (worst).
            joined: all subscribed while the fetch runs
            woken:  from the end of the fetch to the last token
            served: from the first subscription to the last token, the fetch takes 50 ms; where joining takes longer
                    than that, whoever comes later does not wait, but is served from memory

            """;
    private static final List<String> PARTS = List.of("joined", "woken", "served");

    /** Measured: several hundred. */
    private static final double LEAST_RATIO = 20;

    private final Collection<RunResult> results;

    private ColdHerdReport(Collection<RunResult> results) {
        this.results = results;
    }

    public static void main(String[] args) throws RunnerException {
        List<RunResult> results = new ArrayList<>();
        results.addAll(run(options(HERD, Contender.values())));
        results.addAll(run(options(LARGE_HERD, Contender.TOKEN_SOURCE)));
        // seconds for each herd: few are enough
        results.addAll(run(options(LARGE_HERD, Contender.MONO_CACHE, Contender.CACHE_INVALIDATE_IF)
                .warmupIterations(1)
                .measurementIterations(3)));
        ColdHerdReport report = new ColdHerdReport(results);
        System.out.println(report.text());
        report.check();
    }

    private void check() {
        double ratio = ratio(LARGE_HERD, "joined");
        if (ratio < LEAST_RATIO) {
            throw new IllegalStateException("Mono.cache takes " + ratio + " times as long as TokenSource.cache for "
                    + LARGE_HERD + " to join, and should take at least " + LEAST_RATIO + " times as long");
        }
    }

    private static ChainedOptionsBuilder options(int size, Contender... contenders) {
        String[] names = Stream.of(contenders).map(Enum::name).toArray(String[]::new);
        return new OptionsBuilder()
                .include(ColdHerd.class.getName())
                .param("size", String.valueOf(size))
                .param("contender", names)
                .shouldFailOnError(true);
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }

    private String text() {
        StringBuilder text = new StringBuilder(HEAD);
        text.append(table(HERD)).append('\n').append(table(LARGE_HERD)).append('\n');
        text.append(goal("joined", HERD, 5)).append(goal("served", HERD, 53)).append(goal("served", LARGE_HERD, 150));
        return text.toString();
    }

    private String table(int size) {
        StringBuilder rows = new StringBuilder(row(size + " waiters", PARTS));
        for (Contender contender : Contender.values()) {
            rows.append(row(contender.label(), cells(contender, size)));
        }
        return rows.append(row("Mono.cache / TokenSource", ratios(size))).toString();
    }

    private static String row(String head, List<String> cells) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-26s", head));
        cells.forEach(cell -> row.append(String.format(Locale.ROOT, "%20s", cell)));
        return row.append('\n').toString();
    }

    private List<String> cells(Contender contender, int size) {
        return PARTS.stream()
                .map(part -> millis(contender, size, part))
                .map(millis -> String.format(Locale.ROOT, "%.1f (%.1f)", millis.getPercentile(50), millis.getMax()))
                .toList();
    }

    private List<String> ratios(int size) {
        return PARTS.stream()
                .map(part -> String.format(Locale.ROOT, "%.1f", ratio(size, part)))
                .toList();
    }

    private double ratio(int size, String part) {
        return median(Contender.MONO_CACHE, size, part) / median(Contender.TOKEN_SOURCE, size, part);
    }

    private String goal(String part, int size, int goal) {
        double median = median(Contender.TOKEN_SOURCE, size, part);
        String verdict = median <= goal ? "met" : "missed";
        return String.format(Locale.ROOT, "%d %s: %.1f ms, goal %d ms: %s%n", size, part, median, goal, verdict);
    }

    private double median(Contender contender, int size, String part) {
        return millis(contender, size, part).getPercentile(50);
    }

    private Statistics millis(Contender contender, int size, String part) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + part)
                        && result.getParams().getParam("contender").equals(contender.name())
                        && result.getParams().getParam("size").equals(String.valueOf(size)))
                .findFirst()
                .orElseThrow()
                .getPrimaryResult()
                .getStatistics();
    }
}

package io.reactortoken.benchmarks;

import static java.util.Objects.requireNonNull;

import io.reactortoken.benchmarks.WatchedHit.Watcher;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link WatchedHit}. Ends with an error if a hit allocates anything more where somebody watches, or takes longer by
 * more than the noise of this machine.
 */
public final class WatchedHitReport {

    /** Time is compared with this much room; allocation with none. */
    private static final double MOST = 1.15;

    private static final double BYTES_OF_NOISE = 0.5;

    private final Collection<RunResult> results;

    private WatchedHitReport(Collection<RunResult> results) {
        this.results = results;
    }

    public static void main(String[] args) throws RunnerException {
        WatchedHitReport report = new WatchedHitReport(new Runner(new OptionsBuilder()
                        .include(WatchedHit.class.getName())
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .build())
                .run());
        System.out.println(report.text());
        report.check();
    }

    private String text() {
        StringBuilder text = new StringBuilder("\nA token from memory, by who watches\n\n");
        text.append(String.format(Locale.ROOT, "%-12s%16s%12s%14s%n", "", "ns (error)", "bytes", "/ NOBODY"));
        for (Watcher watcher : Watcher.values()) {
            Result<?> time = time(watcher);
            text.append(String.format(
                    Locale.ROOT,
                    "%-12s%8.1f (%4.1f)%12.1f%14.2f%n",
                    watcher,
                    time.getScore(),
                    time.getScoreError(),
                    bytes(watcher),
                    ratio(watcher)));
        }
        return text.toString();
    }

    private void check() {
        for (Watcher watcher : new Watcher[] {Watcher.LISTENER, Watcher.METERS}) {
            if (ratio(watcher) > MOST || bytes(watcher) > bytes(Watcher.NOBODY) + BYTES_OF_NOISE) {
                throw new IllegalStateException("a hit costs more where " + watcher + " watches");
            }
        }
    }

    private double ratio(Watcher watcher) {
        return time(watcher).getScore() / time(Watcher.NOBODY).getScore();
    }

    private Result<?> time(Watcher watcher) {
        return of(watcher).getPrimaryResult();
    }

    private double bytes(Watcher watcher) {
        return requireNonNull(of(watcher).getSecondaryResults().get("gc.alloc.rate.norm"))
                .getScore();
    }

    private RunResult of(Watcher watcher) {
        return results.stream()
                .filter(result -> result.getParams().getParam("watcher").equals(watcher.name()))
                .findFirst()
                .orElseThrow();
    }
}

package io.reactortoken.benchmarks.hit;

import io.reactortoken.benchmarks.hit.WatchedHit.Watcher;
import io.reactortoken.benchmarks.report.BarChart;
import io.reactortoken.benchmarks.report.Findings;
import io.reactortoken.benchmarks.report.Goal;
import io.reactortoken.benchmarks.report.Study;
import io.reactortoken.benchmarks.report.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** What a listener and meters cost a hit: nothing, because a hit is no event. */
public final class WatchedHitStudy implements Study {

    private static final double BYTES_OF_NOISE = 0.5;
    private static final String METHOD =
            "JMH, as above. The same cache with nobody, a listener, and meters of `reactor-token-micrometer`.";

    @Override
    public Findings run() throws RunnerException {
        Rounds rounds = Rounds.run(Rounds.of(WatchedHit.class, "hit"), "watcher");
        Table table = Table.of("who watches", "ns", "bytes", "/ nobody");
        for (Watcher watcher : Watcher.values()) {
            table = table.row(
                    watcher.name().toLowerCase(Locale.ROOT).replace('_', '.'),
                    rounds.nanos(watcher.name()),
                    rounds.bytes(watcher.name()),
                    rounds.ratio(watcher.name(), Watcher.NOBODY.name()));
        }
        double most = Math.max(ratio(rounds, Watcher.LISTENER), ratio(rounds, Watcher.METERS));
        double bytes = Math.max(rounds.bytes(Watcher.LISTENER.name()), rounds.bytes(Watcher.METERS.name()));
        boolean noMore = bytes <= rounds.bytes(Watcher.NOBODY.name()) + BYTES_OF_NOISE;
        Goal goal = new Goal(
                "cached hit that is watched",
                "no more bytes, no more time than noise",
                String.format(Locale.ROOT, "%.2f x, %s", most, noMore ? "the same bytes" : "more bytes"),
                "",
                String.format(Locale.ROOT, "%.2f", most),
                noMore && most <= 1.15);
        return new Findings(
                "A hit that is watched",
                METHOD,
                table,
                List.of(goal),
                Map.of("hit with meters / without", ratio(rounds, Watcher.METERS)),
                BarChart.none());
    }

    private static double ratio(Rounds rounds, Watcher watcher) {
        return rounds.ratio(watcher.name(), Watcher.NOBODY.name());
    }
}

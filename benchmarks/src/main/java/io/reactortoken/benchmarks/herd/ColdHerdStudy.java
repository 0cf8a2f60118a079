package io.reactortoken.benchmarks.herd;

import static io.reactortoken.benchmarks.peer.Peers.AZURE_CORE;
import static io.reactortoken.benchmarks.peer.Peers.CACHE_INVALIDATE_IF;
import static io.reactortoken.benchmarks.peer.Peers.CAFFEINE;
import static io.reactortoken.benchmarks.peer.Peers.MONO_CACHE;
import static io.reactortoken.benchmarks.peer.Peers.QUARKUS;
import static io.reactortoken.benchmarks.peer.Peers.REACTOR_TOKEN;
import static io.reactortoken.benchmarks.peer.Peers.SPRING_SECURITY;

import io.reactortoken.benchmarks.herd.ColdHerd.Run;
import io.reactortoken.benchmarks.peer.Peers;
import io.reactortoken.benchmarks.report.BarChart;
import io.reactortoken.benchmarks.report.Findings;
import io.reactortoken.benchmarks.report.Goal;
import io.reactortoken.benchmarks.report.Study;
import io.reactortoken.benchmarks.report.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cold caches, 10 000 and 100 000 callers, a fetch of 50 ms. */
public final class ColdHerdStudy implements Study {

    private static final int HERD = 10_000;
    private static final int LARGE = 100_000;
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 11;
    private static final List<Peers> PEERS =
            List.of(REACTOR_TOKEN, MONO_CACHE, CACHE_INVALIDATE_IF, CAFFEINE, QUARKUS, AZURE_CORE, SPRING_SECURITY);
    private static final List<Peers> LARGE_PEERS = List.of(REACTOR_TOKEN, CAFFEINE, QUARKUS, AZURE_CORE);
    private static final String METHOD = """
            One thread subscribes all; %d herds after %d to warm up (one and one for `Mono.cache` with 100 000, which takes
            seconds), medians. `joined` is from the first subscribe to the return of the last, while the fetch runs. `served` is to
            the last token, with a fetch of 50 ms (who comes later than that is served from memory); `p99.9` is what one
            caller waited then. AWS and google-auth are not here: each caller would block a thread.""".formatted(ROUNDS, WARM_UP);

    @Override
    public Findings run() throws InterruptedException {
        Herds small = new Herds(HERD);
        for (Peers peer : PEERS) {
            small.run(peer, WARM_UP, ROUNDS);
        }
        Herds large = new Herds(LARGE);
        for (Peers peer : LARGE_PEERS) {
            large.run(peer, WARM_UP, ROUNDS);
        }
        large.run(MONO_CACHE, 1, 1);
        Table table = Table.of("", "callers", "requests", "joined, ms", "served, ms", "p99.9, ms");
        table = with(with(table, small), large);
        Map<String, Double> bars = new LinkedHashMap<>();
        large.peers().forEach(peer -> bars.put(peer.label(), large.median(peer, Run::joined)));
        BarChart chart = new BarChart("performance-herd", "100 000 callers join one fetch", "ms", bars);
        Map<String, Double> ratios =
                Map.of("10 000 join / Mono.cache", joined(small), "100 000 join / Mono.cache", joined(large));
        return new Findings("Cold herds", METHOD, table, goals(small, large), ratios, chart);
    }

    private static double joined(Herds herds) {
        return herds.median(REACTOR_TOKEN, Run::joined) / herds.median(MONO_CACHE, Run::joined);
    }

    private static Table with(Table table, Herds herds) {
        Table more = table;
        for (Peers peer : herds.peers()) {
            more = more.row(
                    peer.label(),
                    herds.size(),
                    herds.requests(peer),
                    herds.median(peer, Run::joined),
                    herds.median(peer, Run::served),
                    herds.median(peer, Run::tail));
        }
        return more;
    }

    private static List<Goal> goals(Herds small, Herds large) {
        double joined = small.median(REACTOR_TOKEN, Run::joined);
        double served = small.median(REACTOR_TOKEN, Run::served);
        double largeServed = large.median(REACTOR_TOKEN, Run::served);
        return List.of(
                new Goal(
                        "cold herd of 10 000, fetch 50 ms",
                        "1 request, all served in 53 ms, subscribe calls under 5 ms",
                        small.said(REACTOR_TOKEN),
                        small.best(REACTOR_TOKEN),
                        fetches(served),
                        small.requests(REACTOR_TOKEN).equals("1") && served <= 53 && joined < 5),
                new Goal(
                        "cold herd of 100 000, fetch 50 ms",
                        "1 request, all served in 50 + 100 ms",
                        large.said(REACTOR_TOKEN),
                        large.best(REACTOR_TOKEN),
                        fetches(largeServed),
                        large.requests(REACTOR_TOKEN).equals("1") && largeServed <= 150));
    }

    private static String fetches(double millis) {
        return String.format(Locale.ROOT, "%.2f x the fetch", millis / ColdHerd.FETCH.toMillis());
    }
}

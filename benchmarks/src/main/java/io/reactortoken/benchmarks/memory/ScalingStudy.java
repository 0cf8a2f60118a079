package io.reactortoken.benchmarks.memory;

import static java.util.Objects.requireNonNull;

import io.reactortoken.AccessToken;
import io.reactortoken.benchmarks.peer.Taker;
import io.reactortoken.benchmarks.report.BarChart;
import io.reactortoken.benchmarks.report.Findings;
import io.reactortoken.benchmarks.report.Study;
import io.reactortoken.benchmarks.report.Table;
import io.reactortoken.oauth2.TokenSources;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** How the registry bears many keys. */
public final class ScalingStudy implements Study {

    private static final int[] KEYS = {10, 100, 1_000, 10_000, 100_000, 1_000_000};
    private static final int GETS = 2_000_000;
    private static final int ROUNDS = 5;
    private static final String METHOD = """
            `TokenSources.source(key).token()`, subscribed, for keys in random order; the median of five rounds of two million.
            `first token` is the time of a request that the server answers at once: building it, reading the answer, and
            keeping the token. The heap is what is used after a collection, keys, texts and requests included.""";

    @Override
    public Findings run() {
        Table table = Table.of("keys", "get, ns", "first token, us", "heap, bytes per key");
        for (int keys : KEYS) {
            table = row(table, keys);
        }
        return new Findings("Many keys", METHOD, table, List.of(), Map.of(), BarChart.none());
    }

    private static Table row(Table table, int size) {
        String[] keys = IntStream.range(0, size).mapToObj(i -> "tenant-" + i).toArray(String[]::new);
        long before = Heap.used();
        TokenSources<String> sources = OurTenants.registry(2 * size);
        long start = System.nanoTime();
        for (String key : keys) {
            requireNonNull(sources.source(key).token().block());
        }
        double first = (System.nanoTime() - start) / 1e3 / size;
        double[] rounds = IntStream.range(0, ROUNDS)
                .mapToDouble(round -> get(sources, keys, round))
                .sorted()
                .toArray();
        double bytes = (double) (Heap.used() - before) / size;
        if (sources.size() != size) {
            throw new IllegalStateException("of " + size + " keys are " + sources.size() + " there");
        }
        Table more = table.row(size, rounds[ROUNDS / 2], first, size < 1_000 ? "" : bytes);
        sources.close();
        return more;
    }

    private static double get(TokenSources<String> sources, String[] keys, long seed) {
        int[] order = new SplittableRandom(seed).ints(GETS, 0, keys.length).toArray();
        long start = System.nanoTime();
        long hits = Arrays.stream(order)
                .filter(key -> Taker.take(sources.source(keys[key]).token()) instanceof AccessToken)
                .count();
        double nanos = (double) (System.nanoTime() - start) / GETS;
        if (hits != GETS) {
            throw new IllegalStateException((GETS - hits) + " gets brought no token at once");
        }
        return nanos;
    }
}

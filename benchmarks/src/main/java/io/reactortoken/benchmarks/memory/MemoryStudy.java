package io.reactortoken.benchmarks.memory;

import static io.reactortoken.benchmarks.peer.Peers.AWS;
import static io.reactortoken.benchmarks.peer.Peers.AZURE_CORE;
import static io.reactortoken.benchmarks.peer.Peers.MONO_CACHE;

import io.reactortoken.benchmarks.peer.KeyedPeer;
import io.reactortoken.benchmarks.report.BarChart;
import io.reactortoken.benchmarks.report.Findings;
import io.reactortoken.benchmarks.report.Goal;
import io.reactortoken.benchmarks.report.Study;
import io.reactortoken.benchmarks.report.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a cached tenant takes. */
public final class MemoryStudy implements Study {

    private static final int FEW = 1_000;
    private static final int MANY = 11_000;
    private static final int GOAL = 250;
    private static final String OURS = "reactor-token, TokenSources";
    private static final String METHOD = """
            JOL, the difference between 1 000 and 11 000 tenants; the texts of keys and tokens are taken off. Of ours the
            user's request is taken off, too; the others hold less: no renewal, no hold after a failure, no record of
            refusals. A library without a registry has one cache for each tenant in a `ConcurrentHashMap`, with the small
            object that holds it here (16 to 32 B).""";

    private static Map<String, Tenants> tenants() {
        Map<String, Tenants> all = new LinkedHashMap<>();
        all.put(OURS, new OurTenants(2 * MANY));
        all.put("Caffeine AsyncCache", new KeyedTenants(KeyedPeer::caffeine));
        all.put("Spring Security, in memory", new KeyedTenants(KeyedPeer::springSecurity));
        all.put(MONO_CACHE.label(), new PeerTenants(MONO_CACHE));
        all.put(AZURE_CORE.label(), new PeerTenants(AZURE_CORE));
        all.put(AWS.label(), new PeerTenants(AWS));
        return all;
    }

    @Override
    public Findings run() {
        Table table = Table.of("", "bytes per tenant");
        Map<String, Double> bars = new LinkedHashMap<>();
        for (Map.Entry<String, Tenants> each : tenants().entrySet()) {
            long few = each.getValue().bytes(FEW);
            double bytes = (double) (each.getValue().bytes(MANY) - few) / (MANY - FEW);
            bars.put(each.getKey(), bytes);
            table = table.row(each.getKey(), bytes);
        }
        double ours = bars.getOrDefault(OURS, Double.NaN);
        double caffeine = bars.getOrDefault("Caffeine AsyncCache", Double.NaN);
        Goal goal = new Goal(
                "memory per cached tenant beyond the texts and the user's configuration",
                "under 250 B, no timer, no thread",
                text("%.0f B", ours),
                text("Caffeine AsyncCache: %.0f B", caffeine),
                text("%.2f x", ours / caffeine),
                ours < GOAL);
        BarChart chart = new BarChart("performance-memory", "A cached tenant", "bytes", bars);
        return new Findings(
                "Memory for each tenant", METHOD, table, List.of(goal), Map.of("tenant / 250 B", ours / GOAL), chart);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

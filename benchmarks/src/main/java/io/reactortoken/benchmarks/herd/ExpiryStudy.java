package io.reactortoken.benchmarks.herd;

import static io.reactortoken.benchmarks.peer.Peers.AZURE_CORE;
import static io.reactortoken.benchmarks.peer.Peers.CACHE_INVALIDATE_IF;
import static io.reactortoken.benchmarks.peer.Peers.CAFFEINE;
import static io.reactortoken.benchmarks.peer.Peers.MONO_CACHE;
import static io.reactortoken.benchmarks.peer.Peers.QUARKUS;
import static io.reactortoken.benchmarks.peer.Peers.REACTOR_TOKEN;
import static io.reactortoken.benchmarks.peer.Peers.SPRING_SECURITY;

import io.reactortoken.benchmarks.peer.Endpoint;
import io.reactortoken.benchmarks.peer.Peer;
import io.reactortoken.benchmarks.peer.Peers;
import io.reactortoken.benchmarks.report.BarChart;
import io.reactortoken.benchmarks.report.Findings;
import io.reactortoken.benchmarks.report.Goal;
import io.reactortoken.benchmarks.report.Study;
import io.reactortoken.benchmarks.report.Table;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Steady traffic while tokens expire, many times. */
public final class ExpiryStudy implements Study {

    private static final Duration LIFETIME = Duration.ofSeconds(2);
    private static final Duration RENEW_BEFORE = Duration.ofMillis(400);
    private static final Duration ANSWER = Duration.ofMillis(20);
    private static final Duration TRAFFIC = Duration.ofSeconds(16);
    private static final int CALLERS = 20;
    private static final List<Peers> PEERS =
            List.of(REACTOR_TOKEN, MONO_CACHE, CACHE_INVALIDATE_IF, CAFFEINE, QUARKUS, AZURE_CORE, SPRING_SECURITY);
    private static final String METHOD = """
            20 000 calls a second for 16 s; tokens live for 2 s and are due 400 ms before; an answer takes 20 ms. The first
            token is there before the traffic begins. A caller waits if it has nothing when `subscribe` returns. Every peer
            was told the 400 ms, where it can be told. azure-core lets 30 s pass between two requests, so it is not made for
            such tokens; Quarkus and Spring Security count in seconds.""";

    private static Traffic.Run traffic(Peers peer) throws InterruptedException {
        Endpoint endpoint = Endpoint.instant().taking(ANSWER).living(LIFETIME, RENEW_BEFORE);
        try (Peer asked = peer.over(endpoint)) {
            asked.token().block();
            return new Traffic(endpoint, asked).run(CALLERS, TRAFFIC);
        }
    }

    @Override
    public Findings run() throws InterruptedException {
        Table table = Table.of(
                "", "calls", "requests", "callers that waited", "expired tokens", "failed", "not served", "p99.9, ms");
        Map<Peers, Traffic.Run> runs = new EnumMap<>(Peers.class);
        for (Peers peer : PEERS) {
            Traffic.Run run = traffic(peer);
            runs.put(peer, run);
            table = table.row(
                    peer.label(),
                    run.calls(),
                    run.requests(),
                    run.waited(),
                    run.expired(),
                    run.failed(),
                    run.unserved(),
                    run.tail());
        }
        return new Findings("Expiry under steady traffic", METHOD, table, goals(runs), Map.of(), BarChart.none());
    }

    private static List<Goal> goals(Map<Peers, Traffic.Run> runs) {
        Traffic.Run ours = runs.get(REACTOR_TOKEN);
        Traffic.Run cache = runs.get(MONO_CACHE);
        if (ours == null || cache == null) {
            throw new IllegalStateException("not measured");
        }
        // one for each lifetime, less the time by which it is renewed earlier
        double most = Math.ceil(
                (double) TRAFFIC.toMillis() / LIFETIME.minus(RENEW_BEFORE).toMillis());
        return List.of(new Goal(
                "expiry herd: steady traffic over many lifetimes",
                "1 request per lifetime, 0 callers ever wait, no expired token served",
                said(ours),
                MONO_CACHE.label() + ": " + said(cache),
                String.format(Locale.ROOT, "%.2f requests per lifetime", ours.requests() / most),
                ours.requests() <= most && ours.waited() + ours.expired() + ours.failed() + ours.unserved() == 0));
    }

    private static String said(Traffic.Run run) {
        return run.requests() + " requests, " + run.waited() + " waited, " + run.expired() + " expired";
    }
}

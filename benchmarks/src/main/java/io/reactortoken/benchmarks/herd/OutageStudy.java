package io.reactortoken.benchmarks.herd;

import static io.reactortoken.benchmarks.peer.Peers.AWS;
import static io.reactortoken.benchmarks.peer.Peers.GOOGLE_AUTH;
import static io.reactortoken.benchmarks.peer.Peers.MONO_CACHE;
import static io.reactortoken.benchmarks.peer.Peers.REACTOR_TOKEN;

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
import reactor.core.publisher.Mono;

/** The token endpoint is down while the token that is held is due, and valid. */
public final class OutageStudy implements Study {

    private static final Duration LIFETIME = Duration.ofSeconds(24);
    private static final Duration DUE_BEFORE = Duration.ofSeconds(12);
    private static final Duration TRAFFIC = Duration.ofSeconds(8);
    private static final List<Peers> PEERS = List.of(REACTOR_TOKEN, MONO_CACHE, GOOGLE_AUTH, AWS);

    /** By default: renewals after waits of 1, 2 and 4 s, less jitter; each is one attempt. */
    private static final int STEPS = 5;

    private static final String METHOD = """
            1 000 calls a second for 8 s. The token lives for 24 s and has just become due; every request after the first is
            refused. For ours a backoff step is a renewal of one attempt, and the wait after it: at most 5 in this time.
            google-auth and AWS run on a thread pool, as a Reactor user has to.""";

    private static Traffic.Run traffic(Peers peer) throws InterruptedException {
        Endpoint endpoint = Endpoint.instant().living(LIFETIME, DUE_BEFORE);
        try (Peer asked = peer.over(endpoint)) {
            asked.token().block();
            endpoint.down(true);
            Mono.delay(LIFETIME.minus(DUE_BEFORE)).block();
            return new Traffic(endpoint, asked).run(1, TRAFFIC);
        }
    }

    @Override
    public Findings run() throws InterruptedException {
        Table table = Table.of("", "calls", "requests to the server that is down", "failed calls");
        Map<Peers, Traffic.Run> runs = new EnumMap<>(Peers.class);
        for (Peers peer : PEERS) {
            Traffic.Run run = traffic(peer);
            runs.put(peer, run);
            table = table.row(peer.label(), run.calls(), run.requests(), run.failed());
        }
        Traffic.Run ours = runs.getOrDefault(REACTOR_TOKEN, new Traffic.Run(0, -1, 1, 0, 0, 0, 0));
        Traffic.Run aws = runs.getOrDefault(AWS, ours);
        Traffic.Run google = runs.getOrDefault(GOOGLE_AUTH, ours);
        Goal goal = new Goal(
                "token server down, token valid, 1 000 calls/s",
                "at most 1 request per backoff step, 0 failed calls",
                ours.requests() + " requests, " + ours.failed() + " failed",
                String.format(
                        Locale.ROOT,
                        "google-auth: %d, %d failed; AWS: %d, %d failed",
                        google.requests(),
                        google.failed(),
                        aws.requests(),
                        aws.failed()),
                String.format(Locale.ROOT, "%.4f requests per call", (double) ours.requests() / ours.calls()),
                ours.requests() >= 1 && ours.requests() <= STEPS && ours.failed() + ours.unserved() == 0);
        return new Findings("The token server is down", METHOD, table, List.of(goal), Map.of(), BarChart.none());
    }
}

package io.reactortoken.benchmarks.herd;

import io.reactortoken.benchmarks.peer.Endpoint;
import io.reactortoken.benchmarks.peer.Filters;
import io.reactortoken.benchmarks.report.BarChart;
import io.reactortoken.benchmarks.report.Findings;
import io.reactortoken.benchmarks.report.Goal;
import io.reactortoken.benchmarks.report.Study;
import io.reactortoken.benchmarks.report.Table;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.ExchangeFunctions;
import reactor.core.publisher.Mono;

/** All calls that are under way get 401 at the same time. */
public final class RefusalStudy implements Study {

    private static final int HERD = 10_000;
    private static final String METHOD = """
            10 000 calls with one token, 6 s old, through each filter, to an API without a socket that holds them all and then
            answers 401 to all. Spring Security's filter has its handler that removes a refused token, and a replay by hand
            before it, as it has none of its own. azure-core's cache cannot be told of a 401, nor can the others. Sockets:
            the storms of the test suites do the same over HTTP/1.1 and HTTP/2.""";

    /** Ours does not drop a token that is younger than 5 s. */
    private static final Duration AGE = Duration.ofSeconds(6);

    private record Run(int ok, int refused, int tokenRequests, int replays, double millis) {}

    private static Run run(ExchangeFilterFunction filter, Endpoint endpoint) throws InterruptedException {
        RefusingApi api = new RefusingApi(HERD);
        ExchangeFunction calls = filter.apply(ExchangeFunctions.create(api));
        ClientRequest request = ClientRequest.create(HttpMethod.GET, URI.create(RefusingApi.ORIGIN + "/orders"))
                .build();
        filter.apply(ExchangeFunctions.create(RefusingApi::accept))
                .exchange(request)
                .block();
        Mono.delay(AGE).block();
        CountDownLatch ended = new CountDownLatch(HERD);
        AtomicInteger ok = new AtomicInteger();
        long start = System.nanoTime();
        for (int i = 0; i < HERD; i++) {
            calls.exchange(request).subscribe(new Member((answer, nanos) -> {
                if (answer instanceof ClientResponse response
                        && response.statusCode().is2xxSuccessful()) {
                    ok.incrementAndGet();
                }
                ended.countDown();
            }));
        }
        if (!ended.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException(ended.getCount() + " calls did not end");
        }
        double millis = (System.nanoTime() - start) / 1e6;
        return new Run(ok.get(), HERD - ok.get(), endpoint.requests() - 1, api.calls() - HERD, millis);
    }

    @Override
    public Findings run() throws InterruptedException {
        Endpoint endpoint = Endpoint.instant().taking(Duration.ofMillis(20));
        Run ours = run(Filters.reactorToken(endpoint, RefusingApi.ORIGIN), endpoint);
        Endpoint other = Endpoint.instant().taking(Duration.ofMillis(20));
        Run spring = run(Filters.replayedByHand(Filters.springSecurity(other)), other);
        Table table =
                Table.of("", "calls", "ok", "refused", "token requests after the 401s", "replays", "all done, ms");
        table = row(table, "reactor-token", ours);
        table = row(table, "Spring Security, replay by hand", spring);
        Goal goal = new Goal(
                "10 000 concurrent 401s with one token",
                "1 token request, at most 10 000 replays",
                ours.tokenRequests + " token request, " + ours.replays + " replays, " + ours.refused + " refused",
                "Spring Security by hand: " + spring.tokenRequests + " token requests, " + spring.replays + " replays, "
                        + spring.refused + " refused",
                String.format(Locale.ROOT, "1 to %d", spring.tokenRequests / Math.max(1, ours.tokenRequests)),
                ours.tokenRequests == 1 && ours.replays <= HERD && ours.refused == 0);
        return new Findings("10 000 calls refused at once", METHOD, table, List.of(goal), Map.of(), BarChart.none());
    }

    private static Table row(Table table, String label, Run run) {
        return table.row(label, HERD, run.ok, run.refused, run.tokenRequests, run.replays, run.millis);
    }
}

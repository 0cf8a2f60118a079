package io.reactortoken.benchmarks.http;

import io.reactortoken.benchmarks.report.BarChart;
import io.reactortoken.benchmarks.report.Findings;
import io.reactortoken.benchmarks.report.Goal;
import io.reactortoken.benchmarks.report.Study;
import io.reactortoken.benchmarks.report.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Authorized calls over loopback, beside the same calls with a static header. */
public final class HttpStudy implements Study {

    private static final String OURS = "reactor-token";
    private static final double GOAL = 0.97;
    private static final String METHOD = """
            32 callers, keep-alive, HTTP/1.1 without TLS, the server in the same JVM; 10 s each to warm up, then 60 rounds. In
            each round every contender runs 300 ms, and the static header 300 ms right before it or right after, by turns. A
            ratio is taken within such a pair; the table has the median, and the error is the 95 % interval of the mean. The
            static header beside itself shows what the machine alone does to a ratio.""";

    @Override
    public Findings run() {
        ConnectionProvider pool = ConnectionProvider.create("benchmark", 32);
        try (LoopbackApi api = LoopbackApi.start()) {
            HttpClient client = HttpClient.create(pool);
            Throughput netty = Throughput.of(Calls.netty(client, api.origin()));
            Throughput webClient = Throughput.of(Calls.webClient(client, api.origin()));
            Table table = Table.of("", "client", "calls/s", "/ static header", "error");
            table = rows(rows(table, "Reactor Netty", netty), "WebClient", webClient);
            Map<String, Double> ratios = Map.of(
                    "static header / netty",
                    1 / netty.ratio(OURS),
                    "static header / WebClient",
                    1 / webClient.ratio(OURS));
            return new Findings(
                    "Calls over loopback", METHOD, table, List.of(goal(netty, webClient)), ratios, BarChart.none());
        } finally {
            pool.dispose();
        }
    }

    private static Table rows(Table table, String client, Throughput measured) {
        Table more = table;
        for (String name : measured.names()) {
            more = more.row(name, client, measured.rate(name), measured.ratio(name), measured.error(name));
        }
        return more;
    }

    private static Goal goal(Throughput netty, Throughput webClient) {
        double onNetty = netty.ratio(OURS);
        double onWebClient = webClient.ratio(OURS);
        return new Goal(
                "HTTP throughput, authorized against a static header",
                "Netty and WebClient at least 0.97",
                text("%.0f and %.0f calls/s", netty.rate(OURS), webClient.rate(OURS)),
                text(
                        "headersWhen %.2f; azure-core %.2f; Spring Security %.2f",
                        netty.ratio("headersWhen(Mono.just), by hand"),
                        webClient.ratio("azure-core's cache in a filter"),
                        webClient.ratio("Spring Security's filter")),
                text("%.2f ± %.2f and %.2f ± %.2f", onNetty, netty.error(OURS), onWebClient, webClient.error(OURS)),
                onNetty >= GOAL && onWebClient >= GOAL);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

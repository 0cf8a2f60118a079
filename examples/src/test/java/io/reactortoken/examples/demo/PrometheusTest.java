package io.reactortoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The main job, with an outage and revocations, watched by a real Prometheus. Runs with {@code -Pprometheus}. */
@Tag("prometheus")
@DisplayName("what a Prometheus answers about the demo")
class PrometheusTest {

    /** As the demo takes when nothing else is said. */
    private static final Duration TIME = Duration.ofSeconds(40);

    private static final Path DASHBOARD = Path.of("..", "docs", "monitoring", "grafana-dashboard.json");

    /** What does not happen in the demo. */
    private static final String NEVER = ".*(secret_reloads|events_lost|replay=\"skipped\").*";

    @TempDir
    private Path directory;

    @BeforeAll
    static void quiet() {
        QuietLogs.install();
    }

    @Test
    @DisplayName("SD-45: outage and replay are in the answers, each query has one, and each rule is evaluated")
    void answers() throws Exception {
        try (DemoMetrics metrics = DemoMetrics.start(0);
                PrometheusServer prometheus = PrometheusServer.start(directory, metrics.port())) {
            runDemo(metrics);

            assertAnswered(prometheus, "max_over_time(reactor_token_hold_on[5m]) == 1");
            assertAnswered(prometheus, "min_over_time(reactor_token_hold_on[5m]) == 0");
            assertAnswered(
                    prometheus, "increase(reactor_token_requests_seconds_count{outcome=~\"failed|retried\"}[5m]) >= 0");
            assertAnswered(prometheus, "reactor_token_replays_total{replay=\"done\",answered=\"2xx\"} > 0");
            assertAnswered(prometheus, "reactor_token_rejections_total{replaced=\"true\"} >= 2");
            assertAnswered(prometheus, alerts("ReactorTokenExpiryNear", "firing"));
            assertAnswered(prometheus, alerts("ReactorTokenHoldOn", "pending"));

            for (String expression : dashboard()) {
                if (expression.matches(NEVER)) {
                    assertThat(prometheus.query(expression)).as(expression).contains("\"status\":\"success\"");
                } else {
                    assertAnswered(prometheus, "last_over_time((" + expression + ")[5m:1s])");
                }
            }
            assertThat(prometheus.rules().split("\"health\":\"ok\"", -1)).hasSize(5 + 1);
            assertThat(prometheus.rules()).doesNotContain("\"health\":\"err\"");
        }
    }

    private static String alerts(String name, String state) {
        return "max_over_time(ALERTS{alertname=\"%s\",alertstate=\"%s\"}[5m])".formatted(name, state);
    }

    private static void assertAnswered(PrometheusServer prometheus, String expression) {
        assertThat(prometheus.query(expression))
                .as(expression)
                .contains("\"status\":\"success\"")
                .contains("\"value\":[");
    }

    private static void runDemo(DemoMetrics metrics) throws Exception {
        try (Servers servers = Servers.start(DemoOptions.parse(List.of()));
                Contenders contenders = new Contenders(servers)) {
            PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
            Comparison demo =
                    new Comparison(servers, contenders, new ProgressLine(out, false), Mono.never(), metrics::cached);
            assertThat(demo.run(TIME).broken()).isEmpty();
        }
    }

    private static List<String> dashboard() throws Exception {
        List<String> expressions = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), Files.readString(DASHBOARD))) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "expr".equals(json.currentName())) {
                    expressions.add(json.getString().replace("$client", ".*").replace("$__rate_interval", "10s"));
                }
            }
        }
        assertThat(expressions).hasSizeGreaterThan(10);
        return expressions;
    }
}

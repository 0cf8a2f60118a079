package io.reactortoken.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** docs/monitoring against the real names in a real scrape. */
@DisplayName("the dashboard and the alert rules")
class MonitoringTest {

    private static final Path RULES = Path.of("..", "docs", "monitoring", "prometheus-rules.yml");
    private static final Path DASHBOARD = Path.of("..", "docs", "monitoring", "grafana-dashboard.json");

    private final Scrape scrape = Scrape.of(Scrape.registry());

    /** JSON is YAML, too. */
    private static Object parse(Path file) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    }

    /** The values of a key, wherever it stands. */
    static List<String> all(Object node, String key) {
        List<String> found = new ArrayList<>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (key.equals(name) && value instanceof String text) {
                    found.add(text);
                } else {
                    found.addAll(all(value, key));
                }
            });
        } else if (node instanceof List<?> list) {
            list.forEach(value -> found.addAll(all(value, key)));
        }
        return found;
    }

    @Test
    @DisplayName("SD-45: each alert rule names series, labels and values that there are")
    void rules() throws IOException {
        Object rules = parse(RULES);
        List<String> expressions = all(rules, "expr");
        assertThat(all(rules, "alert")).hasSize(5).doesNotHaveDuplicates();
        assertThat(all(rules, "summary")).hasSize(5);
        assertThat(expressions).hasSize(5).allSatisfy(this::assertKnown);
        assertThat(expressions)
                .anySatisfy(text -> assertThat(text)
                        .contains("reactor_token_fetches_total{mode=\"foreground\"}")
                        .contains("> 0.05"));
    }

    @Test
    @DisplayName("docs/metrics.md has a row for each alert")
    void documented() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "metrics.md")).stream()
                .filter(line -> line.startsWith("| `ReactorToken"))
                .map(line -> line.split("`", -1)[1])
                .toList();
        assertThat(rows).isEqualTo(all(parse(RULES), "alert"));
    }

    @Test
    @DisplayName(
            "each query of the dashboard names series, labels and values that there are, and no meter is forgotten")
    void dashboard() throws IOException {
        Object dashboard = parse(DASHBOARD);
        List<String> expressions = all(dashboard, "expr");
        Set<String> shown = new TreeSet<>();
        expressions.forEach(text -> shown.addAll(new Expression(text).names()));

        assertThat(expressions).hasSizeGreaterThan(10).allSatisfy(this::assertKnown);
        assertThat(all(dashboard, "query")).contains("label_values(reactor_token_fetches_total, client)");
        assertThat(Arrays.stream(TokenMeter.values())
                        .map(meter -> meter.getName().replace('.', '_')))
                .allSatisfy(prefix -> assertThat(shown).anyMatch(name -> name.startsWith(prefix)));
    }

    @Test
    @DisplayName("the dashboard is JSON to a strict parser")
    void json() throws IOException {
        try (JsonParser parser =
                new JsonFactory().createParser(ObjectReadContext.empty(), Files.readString(DASHBOARD))) {
            long tokens = Stream.generate(parser::nextToken)
                    .takeWhile(token -> token != null)
                    .count();
            assertThat(tokens).isGreaterThan(100);
        }
    }

    private void assertKnown(String expression) {
        assertThat(new Expression(expression).names()).as(expression).isNotEmpty();
        assertThat(new Expression(expression).unknownTo(scrape)).as(expression).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "rate(reactor_token_fetch_total[5m]); reactor_token_fetch_total",
                "reactor_token_hold_on == 1 and hold_on == 1; hold_on",
                "reactor_token_holds_total{mode=\"x\"}; reactor_token_holds_total mode x",
                "reactor_token_fetches_total{mode=\"reactive\"}; reactor_token_fetches_total mode reactive",
                "reactor_token_fetches_total{mode=~\"first|odd\"}; reactor_token_fetches_total mode odd",
                "sum by (tenant) (reactor_token_hold_on); by tenant",
            })
    @DisplayName("an expression with a wrong name, label or value is found")
    void planted(String expression, String wrong) {
        assertThat(new Expression(expression).unknownTo(scrape)).containsExactly(wrong);
    }

    @Test
    @DisplayName("the names in the page are those of the scrape")
    void pageNames() {
        Scrape real = Scrape.of(Scrape.registry());
        Stream.of(MetricsPage.tables().split("\n", -1))
                .filter(line -> line.startsWith("| `reactor.token."))
                .map(line -> line.split("`", -1))
                .map(parts -> parts[parts.length - 2])
                .forEach(name -> assertThat(real.series().keySet())
                        .as(name)
                        .anyMatch(series -> series.equals(name) || series.equals(name + "_count")));
    }
}

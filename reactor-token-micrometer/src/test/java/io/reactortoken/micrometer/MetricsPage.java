package io.reactortoken.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of docs/metrics.md, made from the enums. They stand between two comments; the rest of the page is free. */
final class MetricsPage {

    static final String BEGIN = "<!-- made from TokenMeter and TokenTag; see CONTRIBUTING.md -->\n";
    static final String END = "<!-- end of what is made -->\n";

    private static final PrometheusNamingConvention NAMES = new PrometheusNamingConvention();

    private MetricsPage() {}

    static String tables() {
        Stream<String> meters = Arrays.stream(TokenMeter.values()).map(MetricsPage::row);
        Stream<String> tags =
                Arrays.stream(TokenTag.values()).map(tag -> "| `" + tag.asString() + "` | " + tag.description() + " |");
        return Stream.of(
                        Stream.of("| meter | type | tags | what | in Prometheus |", "|---|---|---|---|---|"),
                        meters,
                        Stream.of("", "| tag | values |", "|---|---|"),
                        tags)
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** {@return the page with tables of now} */
    static String renewed(String page) {
        int from = page.indexOf(BEGIN);
        int to = page.indexOf(END);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("docs/metrics.md lacks the comments around its tables");
        }
        return page.substring(0, from + BEGIN.length()) + "\n" + tables() + "\n" + page.substring(to);
    }

    private static String row(TokenMeter meter) {
        String tags =
                meter.tags().stream().map(tag -> "`" + tag.asString() + "`").collect(Collectors.joining(", "));
        String type = meter.getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return "| `%s` | %s | %s | %s | `%s` |"
                .formatted(meter.getName(), type, tags, meter.description(), inPrometheus(meter));
    }

    private static String inPrometheus(TokenMeter meter) {
        String name = NAMES.name(meter.getName(), meter.getType(), EventMeters.unit(meter));
        return name + (meter.getType() == Meter.Type.COUNTER && !name.endsWith("_total") ? "_total" : "");
    }
}

package io.reactortoken.micrometer;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.reactortoken.event.TokenEvent.ReplayDone;
import io.reactortoken.event.TokenEvent.ReplaySkip;
import io.reactortoken.event.TokenEvent.ReplaySkipped;
import io.reactortoken.event.TokenEvent.RequestStarted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Prometheus reads from a registry: names of series, and the values of their labels. */
record Scrape(Map<String, Map<String, Set<String>>> series) {

    private static final Pattern LINE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** {@return a registry in which everything has happened once} */
    static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        TokenMetrics metrics = TokenMetrics.of(registry);
        Events.all("billing", "OAE", "CLIENT_REFUSED").forEach(metrics::onEvent);
        metrics.onEvent(new RequestStarted("billing", Events.AT, 4, 1, false, 0));
        metrics.onEvent(new ReplayDone("billing", Events.AT, 401, 401));
        metrics.onEvent(new ReplaySkipped("billing", Events.AT, 401, ReplaySkip.NO_OTHER_TOKEN));
        try (var tokens = Sources.unused()) {
            metrics.bind("billing", tokens);
        }
        return registry;
    }

    static Scrape of(PrometheusMeterRegistry registry) {
        Map<String, Map<String, Set<String>>> series = new TreeMap<>();
        Matcher line = LINE.matcher(registry.scrape());
        while (line.find()) {
            Map<String, Set<String>> labels = series.computeIfAbsent(line.group(1), name -> new HashMap<>());
            String written = line.group(2) == null ? "" : line.group(2);
            for (MatchResult label : LABEL.matcher(written).results().toList()) {
                labels.computeIfAbsent(label.group(1), key -> new HashSet<>()).add(label.group(2));
            }
        }
        return new Scrape(series);
    }
}

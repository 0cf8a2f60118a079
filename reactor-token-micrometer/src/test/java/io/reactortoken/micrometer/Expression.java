package io.reactortoken.micrometer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of PromQL as is needed to tell which series, labels and values an expression names. Whatever looks like a name
 * and is neither a function nor a keyword is a series.
 */
record Expression(String text) {

    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\s*(?:\\{([^}]*)})?(?=(\\s*\\()?)");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool", "offset");
    /** Of Prometheus, not of us. */
    private static final Set<String> TARGET = Set.of("instance", "job");

    /** {@return what it names that a scrape has not} */
    List<String> unknownTo(Scrape scrape) {
        List<String> unknown = new ArrayList<>();
        Set<String> labels = new TreeSet<>(TARGET);
        for (MatchResult selector : selectors()) {
            String name = selector.group(1);
            Map<String, Set<String>> known = scrape.series().get(name);
            if (known == null) {
                unknown.add(name);
                continue;
            }
            labels.addAll(known.keySet());
            unknownMatchers(name, selector.group(2), known, unknown);
        }
        for (MatchResult grouping : GROUPING.matcher(text).results().toList()) {
            for (String label : grouping.group(1).split("\\s*,\\s*", -1)) {
                if (!labels.contains(label.strip())) {
                    unknown.add("by " + label.strip());
                }
            }
        }
        return unknown;
    }

    List<String> names() {
        return selectors().stream().map(selector -> selector.group(1)).toList();
    }

    private List<MatchResult> selectors() {
        String bare = GROUPING.matcher(text).replaceAll(" ").replaceAll("\\[[^]]*]", " ");
        Matcher found = SELECTOR.matcher(bare);
        return found.results()
                .filter(selector -> selector.group(3) == null)
                .filter(selector -> !KEYWORDS.contains(selector.group(1)))
                .toList();
    }

    private static void unknownMatchers(
            String name, String matchers, Map<String, Set<String>> known, List<String> unknown) {
        if (matchers == null) {
            return;
        }
        for (MatchResult matcher : MATCHER.matcher(matchers).results().toList()) {
            String label = matcher.group(1);
            Set<String> values = known.getOrDefault(label, Set.of());
            boolean variable = matcher.group(3).startsWith("$");
            String[] wanted = matcher.group(2).contains("~")
                    ? matcher.group(3).split("\\|", -1)
                    : new String[] {matcher.group(3)};
            for (String value : wanted) {
                if (!known.containsKey(label) || (!variable && !values.contains(value))) {
                    unknown.add(name + " " + label + " " + value);
                }
            }
        }
    }
}

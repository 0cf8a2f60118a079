package io.reactortoken.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** The page {@code docs/conformance.md}, made from the rows and from what the test run showed. */
record ConformancePage(List<Row> rows, Map<String, Set<String>> shown) {

    private static final String PASS = "pass: ";
    private static final Map<String, String> TITLES = titles();

    String text() {
        List<String> lines = new ArrayList<>(List.of(
                "# Conformance",
                "",
                "Which rule is shown by which test: the rows of the requirements catalogue, and the classes with a test that names",
                "the row and passed. Made by a test run; to write it anew, see CONTRIBUTING.md. Do not edit it by hand.",
                "",
                "P0 is what nothing ships without. Where no test shows a row, the reason stands in its place.",
                "",
                "| level | rows | pass |",
                "|---|---|---|"));
        Stream.of("P0", "P1", "P2").forEach(level -> lines.add(sum(level)));
        TITLES.forEach((family, title) -> section(family, title, lines));
        return String.join("\n", lines) + "\n";
    }

    private String sum(String level) {
        List<Row> all = rows.stream().filter(row -> row.level().equals(level)).toList();
        long passed = all.stream().filter(row -> shown.containsKey(row.id())).count();
        return "| " + level + " | " + all.size() + " | " + passed + " |";
    }

    private void section(String family, String title, List<String> lines) {
        lines.addAll(List.of("", "## " + title, "", "| row | level | what | shown by |", "|---|---|---|---|"));
        rows.stream()
                .filter(row -> row.family().equals(family))
                .map(row -> "| " + row.id() + " | " + row.level() + " | "
                        + row.text().replace("|", "\\|") + " | " + verdict(row) + " |")
                .forEach(lines::add);
    }

    private String verdict(Row row) {
        Set<String> tests = shown.get(row.id());
        if (tests != null) {
            return PASS + String.join(", ", tests);
        }
        return row.isRequired() ? "**not shown**" : row.reason();
    }

    /** {@return the ids that a page has a line for} */
    static Set<String> listed(String page) {
        return ids(page, "");
    }

    /** {@return the ids that a page calls passed} */
    static Set<String> passed(String page) {
        return ids(page, " | " + PASS);
    }

    private static Set<String> ids(String page, String mark) {
        Set<String> ids = new TreeSet<>();
        page.lines()
                .filter(line -> line.startsWith("| ") && line.contains(mark))
                .forEach(line -> {
                    Matcher id = Row.ID.matcher(line);
                    if (id.find() && id.start() == 2) {
                        ids.add(id.group());
                    }
                });
        return ids;
    }

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("R6749", "RFC 6749, the OAuth 2.0 framework");
        titles.put("R6750", "RFC 6750, bearer tokens");
        titles.put("R9110", "RFC 9110, HTTP");
        titles.put("R7523", "RFC 7521 and 7523, assertions");
        titles.put("R8414", "RFC 8414 and OpenID Connect Discovery");
        titles.put("R8693", "RFC 8693, token exchange");
        titles.put("R8707", "RFC 8707, resource indicators");
        titles.put("R8705", "RFC 8705, mutual TLS");
        titles.put("R9449", "RFC 9449, DPoP");
        titles.put("R9470", "RFC 9470, step-up authentication");
        titles.put("R9700", "RFC 9700, best current practice");
        titles.put("R7009", "RFC 7009, revocation");
        titles.put("RFAPI", "FAPI 2.0");
        titles.put("R8259", "RFC 8259, JSON");
        titles.put("R7617", "RFC 7617, Basic authentication");
        titles.put("R6585", "RFC 6585, more status codes");
        titles.put("R9068", "RFC 9068, JWT access tokens");
        titles.put("R9728", "RFC 9728, protected resource metadata");
        titles.put("TE", "What a token endpoint may answer");
        titles.put("CS", "Where credentials come from");
        titles.put("RS", "What an API may answer");
        titles.put("CF", "Concurrency, faults and time");
        titles.put("TM", "Ways to leak");
        titles.put("SD", "What the guide asks for");
        titles.put("D", "The doctor's report");
        return titles;
    }
}

package io.reactortoken.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Rows under a head. Immutable. */
public record Table(List<String> head, List<List<String>> rows) {

    /** Checks that each row is as wide as the head. */
    public Table {
        for (List<String> row : rows) {
            if (row.size() != head.size()) {
                throw new IllegalArgumentException("a row has " + row.size() + " cells under a head of " + head.size());
            }
        }
        head = List.copyOf(head);
        rows = List.copyOf(rows);
    }

    /** {@return an empty one} */
    public static Table of(String... head) {
        return new Table(List.of(head), List.of());
    }

    /** {@return with one row more} */
    public Table row(Object... cells) {
        List<List<String>> more = new ArrayList<>(rows);
        more.add(Collections.unmodifiableList(
                List.of(cells).stream().map(Table::cell).toList()));
        return new Table(head, more);
    }

    private static String cell(Object value) {
        if (value instanceof Double number) {
            return Math.abs(number) < 100
                    ? String.format(Locale.ROOT, "%.2f", number)
                    : String.format(Locale.ROOT, "%,.0f", number).replace(',', ' ');
        }
        return String.valueOf(value);
    }

    /** {@return in Markdown} */
    public String markdown() {
        StringBuilder text =
                new StringBuilder(line(head)).append("|---".repeat(head.size())).append("|\n");
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}

package io.reactortoken.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all studies of one run found: one table of goals, a table for each study, and the files made of them. */
public final class Report {

    private static final String BEGIN = "<!-- begin: measured -->\n";
    private static final String END = "<!-- end: measured -->\n";

    private final Machine machine;
    private final List<Findings> all = new ArrayList<>();

    /** Begins one, on this machine. */
    public Report(LocalDate date) {
        this.machine = Machine.here(date);
    }

    /** Adds what a study found. */
    public void add(Findings findings) {
        all.add(findings);
    }

    /** {@return what a regression check compares} */
    public Map<String, Double> ratios() {
        Map<String, Double> ratios = new LinkedHashMap<>();
        all.forEach(findings -> ratios.putAll(findings.ratios()));
        return ratios;
    }

    /** {@return all of it, in Markdown} */
    public String markdown() {
        Table goals = Table.of("what", "goal", "ours", "best peer", "ratio", "");
        for (Findings findings : all) {
            for (Goal goal : findings.goals()) {
                goals = goals.row(goal.what(), goal.goal(), goal.ours(), goal.bestPeer(), goal.ratio(), goal.verdict());
            }
        }
        StringBuilder text = new StringBuilder(machine.text()).append("\n\n").append(goals.markdown());
        for (Findings findings : all) {
            text.append("\n### ").append(findings.title()).append("\n\n").append(findings.method());
            text.append("\n\n").append(findings.table().markdown());
            if (!findings.chart().bars().isEmpty()) {
                text.append('\n').append(picture(findings.chart()));
            }
        }
        return text.toString();
    }

    private static String picture(BarChart chart) {
        return "![" + chart.title() + "](images/" + chart.name() + ".svg)\n";
    }

    /** Writes the JSON file and the plots. */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("performance.json"), new JsonFile(machine, all).text());
        Files.writeString(directory.resolve("performance.md"), markdown());
        draw(directory);
    }

    /** Writes what was measured into a page between its marks, and the plots beside it. */
    public void publish(Path page) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("no place for the measurements in " + page.getFileName());
        }
        String head = text.substring(0, begin + BEGIN.length());
        Files.writeString(page, head + "\n" + markdown() + "\n" + text.substring(end));
        draw(page.resolveSibling("images"));
    }

    private void draw(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Findings findings : all) {
            BarChart chart = findings.chart();
            if (!chart.bars().isEmpty()) {
                Files.writeString(directory.resolve(chart.name() + ".svg"), chart.svg());
            }
        }
    }
}

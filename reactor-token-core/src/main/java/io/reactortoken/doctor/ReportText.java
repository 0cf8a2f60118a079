package io.reactortoken.doctor;

import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** The report in 80 columns. */
final class ReportText {

    private static final int COLUMNS = 80;
    private static final int NAMES = 18;
    private static final Pattern WORDS = Pattern.compile("(?<! ) ");
    private static final String VERDICT = "D-13";

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    ReportText(Report report) {
        this.report = report;
    }

    String write() {
        wrap(
                "",
                "reactor-token doctor: client " + report.client() + ", "
                        + report.at().truncatedTo(ChronoUnit.SECONDS),
                2);
        text.append('\n');
        findings();
        report.sections().stream()
                .filter(section -> !section.id().equals(VERDICT))
                .forEach(this::section);
        wrap("", Report.LEFT_OUT, 0);
        return text.toString();
    }

    private void findings() {
        if (report.findings().isEmpty()) {
            text.append("No finding: a token was issued, and there is nothing to do.\n\n");
            return;
        }
        text.append("Findings, the most probable cause first\n");
        int number = 0;
        for (Finding finding : report.findings()) {
            wrap(
                    number < 9 ? "  " + ++number + " " : " " + ++number + " ",
                    finding.hint() + ": " + finding.evidence(),
                    4);
            wrap("    next: ", finding.nextStep(), 10);
            wrap("    see ", finding.anchor(), 8);
        }
        text.append('\n');
    }

    private void section(Section section) {
        text.append(section.id()).append(' ').append(section.title()).append('\n');
        for (Section.Line line : section.lines()) {
            String name = "  " + line.name();
            String padded = name.length() < NAMES ? name + " ".repeat(NAMES - name.length()) : name + "  ";
            for (String value : line.value().split("\n", -1)) {
                wrap(padded, value, NAMES);
                padded = " ".repeat(NAMES);
            }
        }
        text.append('\n');
    }

    /** Breaks between words, and within one that is longer than a line; what begins a line is kept as it is. */
    private void wrap(String head, String body, int indent) {
        StringBuilder line = new StringBuilder(head);
        int floor = head.length();
        for (String word : WORDS.split(body, -1)) {
            String rest = word;
            boolean first = line.length() == floor;
            if (!first && line.length() + 1 + rest.length() > COLUMNS) {
                floor = end(line, indent);
            } else if (!first) {
                line.append(' ');
            }
            while (line.length() + rest.length() > COLUMNS) {
                int room = COLUMNS - line.length();
                line.append(rest, 0, room);
                rest = rest.substring(room);
                floor = end(line, indent);
            }
            line.append(rest);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private int end(StringBuilder line, int indent) {
        text.append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
        line.append(" ".repeat(indent));
        return indent;
    }
}

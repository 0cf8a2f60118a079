package io.reactortoken.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** docs/errors.md: its anchors, the ids that main code uses, and the table of faults. */
final class ErrorsPage {

    static final Path PAGE = Path.of("..", "docs", "errors.md");
    static final String BEGIN = "<!-- made by FaultTableTest, -Derrors.write=true -->\n";
    static final String END = "<!-- end -->\n";

    private static final Pattern ID = Pattern.compile("[\"\\[]([HL]-[A-Z0-9]+(?:-[A-Z0-9]+)*)[\"\\]]");
    private static final Pattern ANCHOR =
            Pattern.compile("^### ([HL]-[A-Z0-9-]+)$|<a id=\"([hl]-[a-z0-9-]+)\"></a>", Pattern.MULTILINE);

    private ErrorsPage() {}

    /** {@return the ids in the sources of every module, in quotes or in brackets} */
    static Set<String> idsOfMainCode() {
        Set<String> ids = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            List<Path> sources = files.filter(ErrorsPage::isMainSource).toList();
            for (Path source : sources) {
                Matcher id = ID.matcher(Files.readString(source));
                while (id.find()) {
                    ids.add(id.group(1));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return ids;
    }

    private static boolean isMainSource(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.endsWith(".java") && path.contains("/src/main/java/") && path.startsWith("../reactor-token-");
    }

    static Set<String> anchors(String page) {
        Set<String> ids = new TreeSet<>();
        Matcher anchor = ANCHOR.matcher(page);
        while (anchor.find()) {
            String id = anchor.group(1) == null ? anchor.group(2) : anchor.group(1);
            if (!ids.add(id.toUpperCase(Locale.ROOT))) {
                throw new IllegalArgumentException("twice: " + id);
            }
        }
        return ids;
    }

    /** {@return the page with the table as it is now} */
    static String renewed(String page, List<Fault> faults) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END, begin);
        if (begin < 0 || end < 0) {
            throw new IllegalArgumentException("the page has no place for the table");
        }
        return page.substring(0, begin + BEGIN.length()) + "\n" + table(faults) + "\n" + page.substring(end);
    }

    static String table(List<Fault> faults) {
        long named = faults.stream().filter(Fault::named).count();
        StringBuilder table = new StringBuilder("Of " + faults.size() + " faults the exception names " + named
                + ", and the doctor's first finding " + faults.size() + ".\n\n"
                + "| fault | answers | the exception names it | by the words | the doctor's first finding |\n"
                + "|---|---|---|---|---|\n");
        for (Fault fault : faults) {
            table.append("| ")
                    .append(cell(fault.name()))
                    .append(" | ")
                    .append(fault.rows())
                    .append(" | ");
            table.append(fault.named() ? link(fault.hint()) + " | " + cell(fault.cause()) : "no | -");
            table.append(" | ").append(link(fault.doctor())).append(" |\n");
        }
        return table.toString();
    }

    private static String link(String hint) {
        return "[" + hint + "](#" + hint.toLowerCase(Locale.ROOT) + ")";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}

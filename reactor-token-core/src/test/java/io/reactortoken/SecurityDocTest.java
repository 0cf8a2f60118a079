package io.reactortoken;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What docs/security.md refers to is there, and it leaves out no threat. */
class SecurityDocTest {

    private static final Path ROOT = Path.of("..");
    private static final Path DOC = ROOT.resolve("docs").resolve("security.md");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Rows|Oracle))`");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern ROW = Pattern.compile("TM-(\\d\\d)");
    private static final int ROWS = 44;

    private static String text() throws IOException {
        return Files.readString(DOC, UTF_8);
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The sources of one directory below each module. */
    private static Set<String> classes(Path module) throws IOException {
        Set<String> names = new TreeSet<>();
        for (String directory : List.of("src/main/java", "src/test/java", "src/suite/java")) {
            Path sources = module.resolve(directory);
            if (Files.isDirectory(sources)) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(".java"))
                            .map(file -> file.substring(0, file.length() - ".java".length()))
                            .forEach(names::add);
                }
            }
        }
        return names;
    }

    @Test
    @DisplayName("the page names tests that exist")
    void namesTestsThatExist() throws IOException {
        Set<String> there = new TreeSet<>();
        try (Stream<Path> modules = Files.walk(ROOT, 2)) {
            for (Path module : modules.filter(path -> Files.exists(path.resolve("pom.xml")))
                    .toList()) {
                there.addAll(classes(module));
            }
        }
        assertThat(found(TEST, text())).hasSizeGreaterThan(40).isSubsetOf(there);
    }

    @Test
    @DisplayName("the page speaks of each threat of the catalogue, and of no other")
    void speaksOfEachThreat() throws IOException {
        Set<String> all = IntStream.rangeClosed(1, ROWS)
                .mapToObj(row -> String.format("%02d", row))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found(ROW, text())).isEqualTo(all);
    }

    @Test
    @DisplayName(
            "TM-28: the page ranks where a secret may be kept: manager, file, environment, .env; never an argument")
    void ranksTheSources() throws IOException {
        List<String> ranking = text().lines()
                .dropWhile(line -> !line.equals("## Where to keep a secret"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.matches("\\| [0-9-] \\|.*"))
                .toList();
        assertThat(ranking).hasSize(6);
        assertThat(ranking.get(0)).startsWith("| 1 | a secret manager");
        assertThat(ranking.get(1)).startsWith("| 2 | a mounted file");
        assertThat(ranking.get(2)).startsWith("| 3 | an environment variable");
        assertThat(ranking.get(3)).startsWith("| 4 | a `.env` file");
        assertThat(ranking.get(4)).startsWith("| - | an argument of a command");
    }

    @Test
    @DisplayName("the page links to files and headings that exist, and README and SECURITY.md to the page")
    void linksLeadSomewhere() throws IOException {
        List<String[]> links = LINK.matcher(text())
                .results()
                .map(link -> new String[] {link.group(1), link.group(2) == null ? "" : link.group(2)})
                .toList();
        assertThat(links).isNotEmpty();
        for (String[] link : links) {
            Path target = link[0].isEmpty() ? DOC : DOC.resolveSibling(link[0]).normalize();
            assertThat(target).exists();
            if (!link[1].isEmpty()) {
                assertThat(headings(target)).contains(link[1]);
            }
        }
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("(docs/security.md)");
        assertThat(Files.readString(ROOT.resolve("SECURITY.md"))).contains("(docs/security.md)");
    }

    private static List<String> headings(Path page) throws IOException {
        return Files.readString(page, UTF_8)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
    }
}

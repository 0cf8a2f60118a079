package io.reactortoken;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The catalogue of concurrency, fault and time: each of its rows has a test whose display name bears its id. */
class CatalogueTest {

    /** Without the gaps that the catalogue has on purpose. */
    private static final Set<Integer> ROWS =
            rows("1-8,10-12,15,17-23,30-39,41-42,50-56,60-63,65,67,69-72,75-80,82-87,90-107");

    /** Rows of what is not built yet: DPoP and more. */
    private static final Set<Integer> TO_COME = rows("35,96,106");

    private static final Pattern DISPLAY_NAME = Pattern.compile("@DisplayName\\(\\s*\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("CF-(\\d+)");

    @Test
    @DisplayName("each row has a test that bears its id, but those of what is to come")
    void eachRowHasATest() throws IOException {
        Set<Integer> tested = new TreeSet<>();
        for (Path source : testSources()) {
            DISPLAY_NAME
                    .matcher(Files.readString(source, UTF_8))
                    .results()
                    .flatMap(name -> ID.matcher(name.group(1)).results())
                    .map(MatchResult::group)
                    .map(id -> Integer.valueOf(id.substring("CF-".length())))
                    .forEach(tested::add);
        }
        Set<Integer> expected = new TreeSet<>(ROWS);
        expected.removeAll(TO_COME);
        assertThat(tested).containsAll(expected).isSubsetOf(ROWS);
    }

    /** Of this module, and of the two that stand between a cache and a client, with the suite that they share. */
    private static List<Path> testSources() throws IOException {
        try (Stream<Path> core = Files.walk(Path.of("src", "test", "java"));
                Stream<Path> netty = Files.walk(Path.of("..", "reactor-token-netty", "src", "test", "java"));
                Stream<Path> suite = Files.walk(Path.of("..", "reactor-token-netty", "src", "suite", "java"));
                Stream<Path> webflux = Files.walk(Path.of("..", "reactor-token-webflux", "src", "test", "java"))) {
            return Stream.of(core, netty, suite, webflux)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().matches(".*(Test|Rows)\\.java"))
                    .toList();
        }
    }

    private static Set<Integer> rows(String ranges) {
        return Stream.of(ranges.split(","))
                .map(range -> range.split("-"))
                .flatMap(ends -> IntStream.rangeClosed(
                                Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                        .boxed())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

package io.reactortoken.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README shows what the compiler has read, and promises commands as others rely on them. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Path SAMPLES = Path.of("src/main/java/io/reactortoken/examples/readme");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/transport.md", "docs/tenants.md", "docs/metrics.md", "docs/doctor.md"})
    void everyJavaBlockStandsInASourceFile(String page) throws IOException {
        // given
        List<List<String>> sources = new ArrayList<>();
        for (Path file : files(SAMPLES)) {
            sources.add(lines(Files.readString(file)));
        }
        // when
        List<List<String>> blocks = blocks(Files.readString(Path.of("..", page)), "java")
                .map(ReadmeTest::lines)
                .toList();
        // then
        assertThat(blocks)
                .hasSizeGreaterThan(1)
                .allSatisfy(block -> assertThat(sources)
                        .as("a source file with these lines")
                        .anyMatch(source -> Collections.indexOfSubList(source, block) >= 0));
    }

    @Test
    void theTwoCommandsStandAloneUnderTheirHeadings() throws IOException {
        // given
        String readme = Files.readString(README);
        // then
        assertThat(blocks(section(readme, "Try it"), "sh")).containsExactly("mvn -q -Pdemo compile\n");
        assertThat(blocks(section(readme, "Test it"), "sh")).containsExactly("mvn -B verify\n");
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        // given
        Pattern link = Pattern.compile("]\\(([^)#:]+)\\)");
        // then
        assertThat(link.matcher(Files.readString(README)).results().map(match -> match.group(1)))
                .isNotEmpty()
                .allSatisfy(target -> assertThat(README.resolveSibling(target)).exists());
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static String section(String text, String heading) {
        int start = text.indexOf("\n## " + heading + "\n");
        assertThat(start).as("heading " + heading).isNotNegative();
        int end = text.indexOf("\n## ", start + 1);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    private static Stream<String> blocks(String text, String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2));
    }

    /** Without indentation and blank lines: the formatter decides about those. */
    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}

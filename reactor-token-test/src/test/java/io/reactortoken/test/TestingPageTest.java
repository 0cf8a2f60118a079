package io.reactortoken.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page for users shows what the compiler has read and what runs. */
class TestingPageTest {

    private static final Path PAGE = Path.of("..", "docs", "testing.md");
    private static final Path SAMPLE = Path.of("src/test/java/io/reactortoken/test/OrdersTest.java");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

    @Test
    void everyJavaBlockStandsInTheSample() throws IOException {
        List<String> sample = lines(Files.readString(SAMPLE));
        List<List<String>> blocks = BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map(block -> lines(block.group(1)))
                .toList();
        assertThat(blocks)
                .isNotEmpty()
                .allSatisfy(block -> assertThat(Collections.indexOfSubList(sample, block))
                        .as("where the sample has these lines")
                        .isNotNegative());
    }

    /** Without indentation and blank lines: the formatter decides about those. */
    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}

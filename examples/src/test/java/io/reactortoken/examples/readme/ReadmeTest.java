package io.reactortoken.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README promises commands as others rely on them. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

    @ParameterizedTest
    @CsvSource({"Try it, mvn -q -Pdemo compile", "Test it, mvn -B verify"})
    void theTwoCommandsStandAloneUnderTheirHeadings(String heading, String command) throws IOException {
        // given
        Stream<String> commands = COMMANDS.matcher(section(Files.readString(README), heading))
                .results()
                .map(block -> block.group(1));
        // then
        assertThat(commands).containsExactly(command + "\n");
    }

    private static String section(String text, String heading) {
        int start = text.indexOf("\n## " + heading + "\n");
        assertThat(start).as("heading " + heading).isNotNegative();
        int end = text.indexOf("\n## ", start + 1);
        return text.substring(start, end < 0 ? text.length() : end);
    }
}

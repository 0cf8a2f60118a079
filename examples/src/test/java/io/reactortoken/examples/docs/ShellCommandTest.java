package io.reactortoken.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands in the pages name profiles, modules, classes, properties and options that exist. They are not run. */
class ShellCommandTest {

    private static final int COMMANDS_AT_LEAST = 25;

    private static final Project PROJECT = Project.read();

    static Stream<Page> pages() throws IOException {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesWhatExists(Page page) {
        assertThat(ShellCommand.in(page))
                .allSatisfy(command ->
                        assertThat(command.problems(PROJECT)).as("%s", command).isEmpty());
    }

    @Test
    void theCommandsOfAllPagesAreFound() throws IOException {
        assertThat(pages().flatMap(page -> ShellCommand.in(page).stream())).hasSizeGreaterThan(COMMANDS_AT_LEAST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "mvn -q -Pdmeo compile                                | profile dmeo",
                "mvn -q verify -pl reactor-token-nettty               | module ../reactor-token-nettty",
                "mvn -q verfy                                         | goal or switch verfy",
                "mvn --quiet verify                                   | goal or switch --quiet",
                "mvn -q spotles:apply                                 | goal or switch spotles:apply",
                "mvn verify -Dfuzz.secnds=600                         | property fuzz.secnds",
                "mvn verify -Dtest='CacheMatrixTest,NoSuchStormTest'  | class NoSuchStormTest",
                "mvn verify -pl reactor-token-netty -Dtest=CacheMatrixTest | class CacheMatrixTest",
                "mvn compile -Ddemo.main=io.example.Nothing           | class io.example.Nothing",
                "mvn -q -Pdemo compile -Dexec.args=\"--kep\"          | option --kep",
                "java -jar reactor-token-cl/target/reactor-token-cli.jar  | jar reactor-token-cl/target/reactor-token-cli.jar",
                "java -jar reactor-token-cli/target/reactor-token-cli.jar token --secrt env:S | option --secrt",
                ".ci/rn                                               | program .ci/rn",
            })
    void isTakenApartAndItsMistakeNamed(String line, String problem) {
        assertThat(ShellCommand.of(line).problems(PROJECT)).containsExactly(problem);
    }
}

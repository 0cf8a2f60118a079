package io.reactortoken.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reactortoken.credential.DotEnv.MalformedLine;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DotEnvTest {

    static Stream<Arguments> dialect() {
        return Stream.of(
                Arguments.of("plain", "K=v", "v"),
                Arguments.of("no final newline, CRLF", "A=1\r\nK=v\r\nB=2", "v"),
                Arguments.of("byte order mark", "\ufeffK=v\n", "v"),
                Arguments.of("export", "export K=v\n", "v"),
                Arguments.of("export as a name", "export=1\nK=v\n", "v"),
                Arguments.of("spaces around", "  K \t=  v  \n", "v"),
                Arguments.of("empty value", "K=\n", ""),
                Arguments.of("equals signs in the value", "K=a==\n", "a=="),
                Arguments.of("comment after white space", "K=v # remark\n", "v"),
                Arguments.of("hash in the value", "K=v#w\n", "v#w"),
                Arguments.of("hash at once is a comment after white space only", "K=#v\n", "#v"),
                Arguments.of("comment lines", "# K=no\n\n   # K=no\nK=v\n", "v"),
                Arguments.of("single quotes", "K='a \"b\" \\n #c'\n", "a \"b\" \\n #c"),
                Arguments.of("double quotes", "K=\"a 'b' # c\"\n", "a 'b' # c"),
                Arguments.of("escapes", "K=\"a\\n\\t\\\"\\\\\\$\\r\"\n", "a\n\t\"\\$\r"),
                Arguments.of("an unknown escape stays", "K=\"a\\q\"\n", "a\\q"),
                Arguments.of("comment after quotes", "K='v' # remark\n", "v"),
                Arguments.of("no expansion", "O=x\nK=$O-${O}\n", "$O-${O}"),
                Arguments.of("backslash without quotes", "K=a\\nb\n", "a\\nb"),
                Arguments.of("several lines", "K=\"-----BEGIN\r\nabc\n-----END\"\nB=2", "-----BEGIN\nabc\n-----END"),
                Arguments.of("the last duplicate", "K=1\nK=2\n", "2"));
    }

    @ParameterizedTest(name = "CS-06 {0}")
    @MethodSource("dialect")
    @DisplayName("CS-06 the dialect")
    void readsTheDialect(String name, String text, String value) {
        assertThat(DotEnv.parse(text).values()).as(name).containsEntry("K", value);
    }

    @ParameterizedTest
    @DisplayName("CS-06 what is no line of it is refused with its number, and not shown")
    @CsvSource({
        "'A=1\nCNRY', line 2 is not NAME=value",
        "'=CNRY', line 1 is not NAME=value",
        "'A B=CNRY', line 1 is not NAME=value",
        "'A=1\n\nK=\"CNRY\n\n', line 3 opens a quote that is never closed",
        "'K=''a\nb'' CNRY', line 2 goes on after the closing quote"
    })
    void refusesOtherLines(String text, String message) {
        assertThatExceptionOfType(MalformedLine.class)
                .isThrownBy(() -> DotEnv.parse(text))
                .withMessage(message);
    }

    @Test
    @DisplayName("CS-06 a name that is given twice is reported")
    void reportsDuplicates() {
        DotEnv parsed = DotEnv.parse("A=1\nB=2\nA=3\n");
        assertThat(parsed.duplicates()).containsExactly("A");
        assertThat(parsed.values()).isEqualTo(Map.of("A", "3", "B", "2"));
    }

    @Test
    @DisplayName("CS-06 total: any text is read, or refused by its line")
    void isTotal() {
        String alphabet = "AK=v'\"\\ \t\r\n#$\ufeffexport ";
        for (int seed = 1; seed <= 20_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(24); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                assertThat(DotEnv.parse(text.toString()).values())
                        .as("seed " + seed)
                        .isNotNull();
            } catch (MalformedLine refused) {
                assertThat(refused.getMessage()).as("seed " + seed).startsWith("line ");
            }
        }
    }
}

package io.reactortoken.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random input; a failure names the seed. More with {@code -Dfuzz.runs=...}. */
class ChallengeFuzzTest {

    private static final int RUNS = Integer.getInteger("fuzz.runs", 10_000);
    private static final String TOKEN = "abzAZ09!#$%&'*+-.^_`|~";
    private static final String TEXT = TOKEN + " \t,=\"\\/()<>@:;[]{}";
    private static final List<String> PIECES = List.of(
            "Bearer", "error=", "\"", "\\", ",", "=", "==", " ", "\t", "a", "/", "\u0000", "\u00e9", "\u20ac", "x=\"");

    @Test
    @Timeout(60)
    @DisplayName("R9110-09: any text yields a list within the limits")
    void total() {
        for (long seed = 1; seed <= RUNS; seed++) {
            Random random = new Random(seed);
            String field = IntStream.range(0, random.nextInt(80))
                    .mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())))
                    .collect(Collectors.joining());

            List<Challenge> found = Challenge.parse(List.of(field, field));

            assertThat(found).as("seed " + seed).hasSizeLessThanOrEqualTo(32).allSatisfy(challenge -> {
                assertThat(challenge.scheme()).isNotEmpty();
                assertThat(challenge.error()).isNotNull();
                assertThat(challenge.maxAge()).isNotNull();
            });
        }
    }

    @Test
    @Timeout(60)
    @DisplayName("R9110-09: what is written by the grammar is read as it was meant, however it is spaced")
    void readsWhatWasWritten() {
        for (long seed = 1; seed <= RUNS; seed++) {
            Random random = new Random(seed);
            List<Challenge> meant = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            for (int i = random.nextInt(5); i >= 0; i--) {
                Challenge challenge = challenge(random);
                meant.add(challenge);
                field.append(field.isEmpty() ? "" : comma(random)).append(written(challenge, random));
            }

            assertThat(Challenge.parse(List.of(field.toString())))
                    .as("seed " + seed + ": " + field)
                    .isEqualTo(meant);
        }
    }

    @Test
    @Timeout(60)
    @DisplayName("R9110-09: a field of a million characters costs no more than its first 8 KiB; 32 challenges are read")
    void bounded() {
        for (String unit : List.of(",", "a ", "a=", "a=, ", "\"", "\\", "a=\"", "Bearer,", " ", "=", "a b==")) {
            String field = unit.repeat(1_000_000);

            assertThat(Challenge.parse(List.of(field)))
                    .as(unit)
                    .isEqualTo(Challenge.parse(List.of(field.substring(0, 8_192))))
                    .hasSizeLessThanOrEqualTo(32);
        }
        assertThat(Challenge.parse(List.of("a,".repeat(20), "b,".repeat(20)))).hasSize(32);
    }

    private static Challenge challenge(Random random) {
        String scheme = text(random, TOKEN, 1);
        if (random.nextInt(4) == 0) {
            String padding = "=".repeat(random.nextInt(3));
            return new Challenge(scheme, text(random, "abzAZ09-._~+/", 1) + padding, Map.of(), false);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parameters.put(text(random, "abz09!-_", 1), text(random, TEXT, 0));
        }
        return new Challenge(scheme, "", parameters, false);
    }

    private static String text(Random random, String alphabet, int least) {
        return IntStream.range(0, least + random.nextInt(6))
                .mapToObj(i -> String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))))
                .collect(Collectors.joining());
    }

    private static String comma(Random random) {
        return List.of(",", ", ", " ,", " , ,, ").get(random.nextInt(4));
    }

    private static String written(Challenge challenge, Random random) {
        if (!challenge.token68().isEmpty()) {
            return challenge.scheme() + " " + challenge.token68();
        }
        List<String> parameters = new ArrayList<>();
        challenge.parameters().forEach((name, value) -> {
            boolean bare =
                    !value.isEmpty() && value.chars().allMatch(c -> TOKEN.indexOf(c) >= 0) && random.nextBoolean();
            String quoted = '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            parameters.add(name + (random.nextBoolean() ? "=" : " = ") + (bare ? value : quoted));
        });
        String separator = comma(random);
        return challenge.scheme() + " ".repeat(1 + random.nextInt(2)) + String.join(separator, parameters);
    }
}

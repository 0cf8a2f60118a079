package io.reactortoken.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reactortoken.credential.DotEnvTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All seeds, and as many inputs near them as take a few seconds. The long run is {@code -Pproof}. */
@DisplayName("whatever is received")
class ShortRunTest {

    private static final int INPUTS = 20_000;

    static Stream<Arguments> targets() {
        long seed = new Random().nextLong();
        return Stream.of(
                Arguments.of("R6749-42, TE-012: answer", seed, target(AnswerTarget::fuzzerTestOneInput)),
                Arguments.of("R9110-09: challenge", seed, target(ChallengeTarget::fuzzerTestOneInput)),
                Arguments.of("R9110-12: retry-after", seed, target(RetryAfterTarget::fuzzerTestOneInput)),
                Arguments.of("CS-06: dotenv", seed, target(DotEnvTarget::fuzzerTestOneInput)));
    }

    private static Consumer<byte[]> target(Consumer<byte[]> target) {
        return target;
    }

    private static List<byte[]> seeds(String name) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("seeds", name.substring(name.indexOf(": ") + 2)))) {
            return files.sorted().map(ShortRunTest::read).toList();
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Timeout(120)
    @ParameterizedTest(name = "{0}, seed {1}", quoteTextArguments = false)
    @MethodSource("targets")
    @DisplayName("is read, or refused as documented")
    void isTotal(String name, long seed, Consumer<byte[]> target) throws IOException {
        List<byte[]> seeds = seeds(name);
        assertThat(seeds).isNotEmpty().allSatisfy(target::accept);
        Random random = new Random(seed);
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = near(seeds, random);
            assertThatCode(() -> target.accept(input))
                    .as(() -> "input " + HexFormat.of().formatHex(input))
                    .doesNotThrowAnyException();
        }
    }

    /** A seed with a few bytes changed, a piece cut out, or a piece of another one put in. */
    private static byte[] near(List<byte[]> seeds, Random random) {
        byte[] input = seeds.get(random.nextInt(seeds.size())).clone();
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(input.length + 1);
            byte[] other = seeds.get(random.nextInt(seeds.size()));
            int from = random.nextInt(other.length);
            byte[] piece = Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(24)));
            input = switch (random.nextInt(3)) {
                case 0 -> splice(input, at, 0, piece);
                case 1 -> splice(input, at, random.nextInt(8), new byte[0]);
                default -> splice(input, at, 1, new byte[] {(byte) random.nextInt()});
            };
        }
        return input;
    }

    private static byte[] splice(byte[] input, int at, int removed, byte[] added) {
        int rest = Math.min(input.length, at + removed);
        byte[] spliced = Arrays.copyOf(input, at + added.length + input.length - rest);
        System.arraycopy(added, 0, spliced, at, added.length);
        System.arraycopy(input, rest, spliced, at + added.length, input.length - rest);
        return spliced;
    }

    @Test
    @DisplayName("a target finds what is not as it should be")
    void aTargetFinds() {
        assertThatExceptionOfType(Finding.class)
                .isThrownBy(() -> Canary.assertNotIn(List.of("shows CNRY-sec-5b0c"), AnswerTarget.SECRET));
        assertThatCode(() -> Canary.assertNotIn(List.of("shows CNRY-sec-5b"), AnswerTarget.SECRET))
                .doesNotThrowAnyException();
    }
}

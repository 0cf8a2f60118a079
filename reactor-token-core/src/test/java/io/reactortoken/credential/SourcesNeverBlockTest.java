package io.reactortoken.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenCredentialException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** O4, CS-17: a source is asked on a thread that must not block, as an event loop does it, with BlockHound watching. */
class SourcesNeverBlockTest {

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final String VALUE = "the secret";

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("secret"), VALUE + "\n");
        Files.writeString(folder.resolve("json"), "{\"a\":\"" + VALUE + "\"}");
        Files.writeString(folder.resolve(".env"), "K='" + VALUE + "'\n");
        Files.setPosixFilePermissions(folder.resolve(".env"), PosixFilePermissions.fromString("rw-r--r--"));
    }

    private SecretSource source(String kind) {
        SecretSource file = SecretSource.file(folder.resolve("secret"));
        SecretSource missing = new EnvSource("MISSING", Map::of);
        return switch (kind) {
            case "of" -> SecretSource.of(VALUE);
            case "env" -> new EnvSource("K", () -> Map.of("K", VALUE));
            case "file" -> file;
            case "dotenv" -> SecretSource.dotenv(folder.resolve(".env"), "K");
            case "json" -> SecretSource.file(folder.resolve("json")).jsonField("a");
            case "orElse" -> missing.orElse(file);
            case "map" -> file.map(secret -> secret);
            default ->
                SecretLoader.of("a store", () -> Mono.just(Secret.of(VALUE))).source();
        };
    }

    private static <T> StepVerifier.FirstStep<T> onAParallelThread(Mono<T> asked) {
        return StepVerifier.create(asked.subscribeOn(Schedulers.parallel()));
    }

    @ParameterizedTest(name = "O4 {0}")
    @ValueSource(strings = {"of", "env", "file", "dotenv", "json", "orElse", "map", "store"})
    @DisplayName("O4, CS-17 making a source, asking it and asking it again block nothing")
    void blocksNothing(String kind) {
        Mono<List<String>> asked = Mono.defer(() -> {
            SecretSource source = source(kind);
            source.verify();
            return Mono.zip(source.secret(), source.reload(), (one, other) -> List.of(one.reveal(), other.reveal()));
        });

        onAParallelThread(asked)
                .assertNext(read -> assertThat(read).containsExactly(VALUE, VALUE))
                .expectComplete()
                .verify(BOUND);
    }

    @ParameterizedTest(name = "O4 {0}")
    @ValueSource(strings = {"file", "dotenv", "json", "orElse", "map"})
    @DisplayName("O4, CS-17 so does one whose file is not there")
    void blocksNothingWithoutAFile(String kind) throws IOException {
        for (String name : List.of("secret", "json", ".env")) {
            Files.delete(folder.resolve(name));
        }

        onAParallelThread(Mono.defer(() -> source(kind).secret()))
                .expectError(TokenCredentialException.class)
                .verify(BOUND);
    }

    @Test
    @DisplayName("O4 BlockHound is on: it refuses to read a file on such a thread")
    void isWatched() {
        Callable<String> read = () -> Files.readString(folder.resolve("secret"));

        onAParallelThread(Mono.fromCallable(read))
                .expectErrorMatches(error ->
                        error instanceof BlockingOperationError || error.getCause() instanceof BlockingOperationError)
                .verify(BOUND);
    }
}

package io.reactortoken.credential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.Leaks;
import io.reactortoken.LogLines;
import io.reactortoken.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** O1: whatever a source reads, and whatever is wrong with it, nothing that a user can print shows any of it. */
class SecretLeaksTest {

    private static final String CANARY = "CNRY-leak-7c1d0e9f2a";

    @TempDir
    private Path folder;

    private final Deque<Mono<Secret>> answers = new ArrayDeque<>();

    private Path write(String content) throws IOException {
        return Files.write(folder.resolve("file"), content.getBytes(ISO_8859_1));
    }

    private static SecretSource env(String name, String value) {
        return new EnvSource("ORDERS_SECRET", () -> Map.of(name, value));
    }

    private SecretSource store() {
        return SecretLoader.of("a store", () -> answers.isEmpty() ? Mono.just(Secret.of(CANARY)) : answers.poll())
                .reloadInterval(Duration.ZERO)
                .source();
    }

    private SecretSource json(String document) {
        return new GivenSourceOf(document).jsonField("client_secret");
    }

    /** Any text, also one that is no secret. */
    private record GivenSourceOf(String document) implements SecretSource {

        @Override
        public Mono<Secret> secret() {
            return Mono.fromSupplier(() -> Secret.of(document));
        }

        @Override
        public String description() {
            return "a document";
        }

        @Override
        public String toString() {
            return description();
        }
    }

    private SecretSource source(String fault) throws IOException {
        return switch (fault) {
            case "given" -> SecretSource.of(CANARY);
            case "env" -> env("ORDERS_SECRET", "\u200b" + CANARY + "\n");
            case "env, no Unicode" -> env("ORDERS_SECRET", CANARY + "\ud83d");
            case "env, a template" -> env("ORDERS_SECRET", "<" + CANARY + ">");
            case "env, another name" -> env("ORDER_SECRET", CANARY);
            case "file" -> SecretSource.file(write(" " + CANARY + "\r\n"));
            case "file, not UTF-8" -> SecretSource.file(write(CANARY + "\u00fc"));
            case "file, too large" -> SecretSource.file(write(CANARY.repeat(5_000)));
            case "file, a template" -> SecretSource.file(write("${" + CANARY + "}"));
            case "dotenv" -> SecretSource.dotenv(write("K=x\nK='" + CANARY + "'"), "K");
            case "dotenv, no line" -> SecretSource.dotenv(write("K=" + CANARY + "\n" + CANARY), "K");
            case "dotenv, no end" -> SecretSource.dotenv(write("K='" + CANARY), "K");
            case "dotenv, another name" -> SecretSource.dotenv(write("KEY=" + CANARY), "K");
            case "json" -> json("{\"client_secret\":\" " + CANARY + "\"}");
            case "json, none" -> json(CANARY);
            case "json, cut off" -> json("{\"client_secret\":\"" + CANARY);
            case "json, no text" -> json("{\"client_secret\":{\"a\":\"" + CANARY + "\"}}");
            case "json, another name" -> json("{\"secret\":\"" + CANARY + "\"}");
            case "map" -> store().map(secret -> Secret.of(secret.reveal() + CANARY));
            case "map, throws" ->
                store().map(secret -> {
                    throw new IllegalStateException("not this one");
                });
            case "orElse" -> env("OTHER", CANARY).orElse(store());
            default -> store();
        };
    }

    @ParameterizedTest(name = "O1 {0}")
    @CsvSource(delimiter = '|', textBlock = """
            given|true
            env|true
            env, no Unicode|false
            env, a template|false
            env, another name|false
            file|true
            file, not UTF-8|false
            file, too large|false
            file, a template|false
            dotenv|true
            dotenv, no line|false
            dotenv, no end|false
            dotenv, another name|false
            json|true
            json, none|false
            json, cut off|false
            json, no text|false
            json, another name|false
            map|true
            map, throws|false
            orElse|true
            store|true
            """)
    @DisplayName("O1 toString, errors with all behind them, Java serialization and logs at TRACE, of every source")
    void showsNothing(String kind, boolean works) throws IOException {
        try (LogLines lines = LogLines.listen()) {
            // made inside, because a logger is asked for when a source is made
            SecretSource source = source(kind);
            List<Object> shown = ask(source);
            answers.add(Mono.error(new IOException("down")));
            shown.addAll(ask(source));
            shown.add(source);
            shown.add(source.description());

            assertThat(shown.get(0) instanceof Secret).isEqualTo(works);
            for (Object each : shown) {
                Leaks.assertNone(each, CANARY);
            }
            Leaks.assertNone(String.join("\n", lines.all()), CANARY);
        }
    }

    /** What comes of it: secrets, with what they tell about themselves, and errors. */
    private static List<Object> ask(SecretSource source) {
        List<Object> shown = new ArrayList<>();
        for (Mono<Secret> asked : List.of(source.secret(), source.reload())) {
            asked.doOnNext(secret -> shown.addAll(List.of(secret, secret.version(), secret.edges())))
                    .onErrorResume(error -> {
                        shown.add(error);
                        return Mono.empty();
                    })
                    .block(Duration.ofSeconds(10));
        }
        try {
            source.verify();
        } catch (RuntimeException refused) {
            Messages.assertWellFormed(refused);
            shown.add(refused);
        }
        return shown;
    }
}

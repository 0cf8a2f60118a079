package io.reactortoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue of injected faults: what the exception alone says, and what the doctor says first. */
@DisplayName("SD-30 to SD-45, D-13 an injected fault")
class FaultsTest {

    /** Always the same, so that lines break as they did. */
    private static final Path DIRECTORY = Path.of("target", "faults");

    private static final Golden GOLDEN = new Golden();

    @AfterAll
    static void end() throws IOException {
        GOLDEN.end();
    }

    /** The first finding, on one line. */
    private static String first(String findings) {
        String line = findings.replaceAll("\\s+", " ");
        int start = line.indexOf(" 1 H-") + 1;
        int end = line.indexOf(" see docs/errors.md#", start);
        return line.substring(start, end);
    }

    static Stream<Fault> faults() {
        return Fault.all();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("is named by the plain exception, or raises none")
    @MethodSource("faults")
    void plainException(Fault fault) {
        try (Scene scene = new Scene(DIRECTORY)) {
            fault.inject().accept(scene);
            Optional<String> message = Plain.exception(scene.args()).map(TokenException::getMessage);
            Canaries.assertNone(message.orElse(""));
            if (fault.named()) {
                assertThat(message).get().asString().contains(fault.cause()).endsWith("[" + fault.hint() + "]");
            } else {
                assertThat(message).isEmpty();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("is the doctor's first finding")
    @MethodSource("faults")
    void doctor(Fault fault) {
        try (Scene scene = new Scene(DIRECTORY)) {
            fault.inject().accept(scene);
            Ran ran = scene.doctor();
            assertThat(ran.code()).as(ran.all()).isEqualTo(ExitCode.FINDING);
            String findings =
                    ran.out().substring(ran.out().indexOf("Findings"), ran.out().indexOf("\n\nD-01"));
            assertThat(first(findings)).startsWith("1 " + fault.doctor() + ": ").contains(fault.evidence());
            GOLDEN.check(fault.name(), findings);
            Canaries.assertNone(ran.all());
        }
    }

    @Test
    @DisplayName("is not there where nothing was injected")
    void healthy() {
        try (Scene scene = new Scene(DIRECTORY)) {
            assertThat(Plain.exception(scene.args())).isEmpty();
            Ran ran = scene.doctor();
            assertThat(ran.code()).as(ran.all()).isZero();
        }
    }

    @Test
    @DisplayName("is one of at least 40, of which the plain exception names nine in ten")
    void counts() {
        long named = faults().filter(Fault::named).count();
        assertThat(faults().count()).isGreaterThanOrEqualTo(40);
        assertThat(named * 10).isGreaterThanOrEqualTo(faults().count() * 9);
    }
}

package io.reactortoken.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.FakeAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process of its own: exit codes, variables, and nothing on the console but what was asked for. */
class MainTest {

    private static final int NATIVE_ACCESS_IS_TOLD_OF = 21;

    @TempDir
    Path directory;

    private Ran run(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        if (Runtime.version().feature() > NATIVE_ACCESS_IS_TOLD_OF) {
            // what the executable jar's manifest says
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                // a test dependency brings SLF4J, which the executable jar does not have
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                "io.reactortoken.cli.Main"));
        command.addAll(List.of(args));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("BILLING_SECRET", TlsServer.SECRET + "\n");
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("ends within a minute")
                    .isTrue();
            return new Ran(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @DisplayName("SD-15 a secret in a variable is used, and the log is silent about its edges")
    void token() throws Exception {
        try (TlsServer at = new TlsServer(directory)) {
            at.server.answer(FakeAnswer.token("CNRY-tok-8d1f60a7"));
            Ran ran = run(
                    "token",
                    "--token-uri",
                    at.server.tokenUri().toString(),
                    "--client-id",
                    "billing",
                    "--secret",
                    "env:BILLING_SECRET",
                    "--ca",
                    at.authority.toString());
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.err().lines().filter(line -> !line.startsWith("..")).toList())
                    .isEmpty();
            assertThat(ran.out()).startsWith("type      Bearer").doesNotContain("CNRY");
            assertThat(at.server.onlyRequest().basicPassword()).contains(TlsServer.SECRET);
        }
    }

    @Test
    @DisplayName("wrong usage ends the process with 64")
    void usage() throws Exception {
        Ran ran = run("token", "--secret", "CNRY-sec-5b0c7d91");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("usage: ").doesNotContain("CNRY");
    }
}

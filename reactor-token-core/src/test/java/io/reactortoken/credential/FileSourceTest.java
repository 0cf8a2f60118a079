package io.reactortoken.credential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reactortoken.Leaks;
import io.reactortoken.LogLines;
import io.reactortoken.Messages;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class FileSourceTest {

    private static final String CANARY = "CNRY-file-1a2b3c4d";

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String read(SecretSource source) {
        return requireNonNull(source.secret().block()).reveal();
    }

    private static TokenCredentialException refused(SecretSource source) {
        TokenCredentialException refused = catchThrowableOfType(TokenCredentialException.class, () -> read(source));
        Messages.assertWellFormed(refused);
        Leaks.assertNone(refused, CANARY);
        return refused;
    }

    @Test
    @DisplayName("CS-02 the line feed at the end of a mounted secret is cut off, and told")
    void trimsAMountedSecret() throws IOException {
        Path file = write("secret", CANARY + "\n");
        try (LogLines lines = LogLines.listen()) {
            assertThat(read(SecretSource.file(file))).isEqualTo(CANARY);
            assertThat(lines.of("WARN")).singleElement().asString().contains("U+000A", "(source=file:");
            Leaks.assertNone(lines.all(), CANARY);
        }
    }

    @Test
    @DisplayName("the file is read again for each request; a new secret counts at once")
    void readsAgain() throws IOException {
        SecretSource source = SecretSource.file(write("secret", "one"));
        assertThat(read(source)).isEqualTo("one");
        write("secret", "two");
        assertThat(read(source)).isEqualTo("two");
    }

    @Test
    @DisplayName("CS-11 the symbolic link that Kubernetes swaps is followed to the new version")
    void followsTheSwap() throws IOException {
        Path one = Files.createDirectory(folder.resolve("..2026_01"));
        Path two = Files.createDirectory(folder.resolve("..2026_02"));
        Files.writeString(one.resolve("client_secret"), "one");
        Files.writeString(two.resolve("client_secret"), "two");
        Path data = Files.createSymbolicLink(folder.resolve("..data"), one.getFileName());
        Path file = Files.createSymbolicLink(folder.resolve("client_secret"), Path.of("..data", "client_secret"));
        SecretSource source = SecretSource.file(file);
        assertThat(read(source)).isEqualTo("one");
        Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), two.getFileName());
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(one.resolve("client_secret"));
        assertThat(read(source)).isEqualTo("two");
    }

    @Test
    @DisplayName("CS-11 truncated while it is written anew: CRD-T at first, the last good secret later")
    void survivesAnEmptyFile() throws IOException {
        Path file = write("secret", "");
        SecretSource source = SecretSource.file(file);
        assertThat(refused(source)).hasMessageContaining(file + " is empty");
        assertThat(refused(source).code()).isEqualTo(Code.CRD_T);
        write("secret", "one");
        assertThat(read(source)).isEqualTo("one");
        write("secret", "");
        assertThat(read(source)).isEqualTo("one");
        Files.delete(file);
        assertThat(read(source)).isEqualTo("one");
    }

    @Test
    @DisplayName("CS-11 missing: CRD-T, because a mount may come later")
    void saysThatItIsMissing() {
        TokenCredentialException missing = refused(SecretSource.file(folder.resolve("none")));
        assertThat(missing.code()).isEqualTo(Code.CRD_T);
        assertThat(missing).hasMessageContaining("does not exist").hasMessageContaining("is mounted");
    }

    @Test
    @DisplayName("CS-11 a directory is refused")
    void refusesADirectory() {
        TokenCredentialException refused = refused(SecretSource.file(folder));
        assertThat(refused.code()).isEqualTo(Code.CRD_P);
        assertThat(refused).hasMessageContaining("is a directory - name the file in it");
    }

    @Test
    @DisplayName("CS-11 a device and a FIFO are refused, and not waited for")
    void refusesAFifoAndADevice() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor(10, TimeUnit.SECONDS))
                .isTrue();
        for (Path special : new Path[] {Path.of("/dev/zero"), fifo}) {
            TokenCredentialException refused = refused(SecretSource.file(special));
            assertThat(refused.code()).isEqualTo(Code.CRD_P);
            assertThat(refused).hasMessageContaining("is no regular file");
        }
    }

    @Test
    @DisplayName("CS-22 a megabyte is refused by its size")
    void refusesALargeFile() throws IOException {
        TokenCredentialException refused = refused(SecretSource.file(write("large", "x".repeat(1 << 20))));
        assertThat(refused.code()).isEqualTo(Code.CRD_P);
        assertThat(refused).hasMessageContaining("has more than 65536 bytes");
    }

    @Test
    @DisplayName("other encodings are refused, and not guessed")
    void refusesOtherEncodings() throws IOException {
        Path file = Files.write(folder.resolve("latin1"), (CANARY + "\u00fc").getBytes(ISO_8859_1));
        assertThat(refused(SecretSource.file(file))).hasMessageContaining("is not UTF-8 text");
    }

    @Test
    @DisplayName("CS-17 it is read off the subscribing thread, which may be an event loop")
    void readsOffTheEventLoop() throws IOException {
        SecretSource source = SecretSource.file(write("secret", CANARY));
        // BlockHound refuses to read on a parallel thread
        StepVerifier.create(source.secret().subscribeOn(Schedulers.parallel()))
                .assertNext(secret -> assertThat(secret.reveal()).isEqualTo(CANARY))
                .verifyComplete();
        StepVerifier.create(Mono.defer(() ->
                                SecretSource.dotenv(folder.resolve("none"), "K").secret())
                        .subscribeOn(Schedulers.parallel()))
                .verifyError(TokenCredentialException.class);
    }

    @Test
    @DisplayName(
            "CS-01, CS-06, SD-13 a variable of a .env file; one that is missing is told with those that are like it")
    void readsAVariable() throws IOException {
        Path file = write(".env", "export CLIENT_SECRET='" + CANARY + " '\nOAUTH_CLIENT_SECRET=x\nURL=y\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (LogLines lines = LogLines.listen()) {
            assertThat(read(SecretSource.dotenv(file, "CLIENT_SECRET"))).isEqualTo(CANARY);
            assertThat(lines.of("WARN")).singleElement().asString().contains("[L-EDGES]");
        }
        TokenCredentialException missing = refused(SecretSource.dotenv(file, "CLIENT_SECRETS"));
        assertThat(missing.code()).isEqualTo(Code.CRD_P);
        assertThat(missing)
                .hasMessageContaining("has no CLIENT_SECRETS")
                .hasMessageContaining("(there is CLIENT_SECRET)");
    }

    @Test
    @DisplayName("CS-06, CS-08 a line that cannot be read, a value twice, and a placeholder")
    void tellsWhatIsWrongWithAFile() throws IOException {
        Path file = write(".env", "A=1\nB " + CANARY + "\n");
        assertThat(refused(SecretSource.dotenv(file, "A")))
                .hasMessageContaining("cannot be read: line 2 is not NAME=value");
        write(".env", "A=changeme\nB=1\nB=2\n");
        assertThat(refused(SecretSource.dotenv(file, "A"))).hasMessageContaining("is a placeholder");
        try (LogLines lines = LogLines.listen()) {
            assertThat(read(SecretSource.dotenv(file, "B"))).isEqualTo("2");
            assertThat(lines.of("WARN")).anyMatch(line -> line.contains("[L-DUPLICATE]"));
        }
    }

    @Test
    @DisplayName("CS-07, TM-29, SD-13 a .env file that others may read is remarked on, once")
    void remarksOnPermissions() throws IOException {
        Path file = write(".env", "K=v\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (LogLines lines = LogLines.listen()) {
            SecretSource source = SecretSource.dotenv(file, "K");
            assertThat(read(source)).isEqualTo("v");
            assertThat(read(source)).isEqualTo("v");
            assertThat(lines.of("WARN")).singleElement().asString().contains("chmod 600", "[H-PERM]");
        }
    }

    @ParameterizedTest
    @DisplayName("CS-07, TM-29, SD-13 ignored by git, or not")
    @ValueSource(
            strings = {
                "yes:.env",
                "yes:*.env",
                "yes:/app/.env",
                "yes:app/",
                "yes:app",
                "yes:**/.env",
                "yes:.env*",
                "no:",
                "no:# .env",
                "no:.env.local",
                "no:/.env",
                "no:.env/",
                "no:.env\n!.env",
                "no:[",
                "yes:!.env\n.env"
            })
    void looksAtTheIgnoreFile(String row) throws IOException {
        boolean ignored = row.startsWith("yes:");
        Files.createDirectories(folder.resolve(".git"));
        Path app = Files.createDirectories(folder.resolve("app"));
        Files.writeString(folder.resolve(".gitignore"), row.substring(row.indexOf(':') + 1));
        Path file = Files.writeString(app.resolve(".env"), "K=v");
        assertThat(GitIgnore.exposes(file)).isEqualTo(!ignored);
    }

    @Test
    @DisplayName("CS-07, TM-29 a deeper ignore file decides, and outside of a work tree there is nothing to ignore")
    void looksAtEachIgnoreFile() throws IOException {
        Path app = Files.createDirectories(folder.resolve("app"));
        Path file = Files.writeString(app.resolve(".env"), "K=v");
        assertThat(GitIgnore.exposes(file)).isFalse();
        Files.createDirectories(folder.resolve(".git"));
        assertThat(GitIgnore.exposes(file)).isTrue();
        Files.writeString(app.resolve(".gitignore"), ".env");
        assertThat(GitIgnore.exposes(file)).isFalse();
        assertThat(DotEnvPlace.remarks(folder.resolve("none"))).isEmpty();
    }
}

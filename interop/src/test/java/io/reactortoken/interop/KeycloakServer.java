package io.reactortoken.interop;

import io.reactortoken.test.TestIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Keycloak in a process of its own, in development mode, with one realm, on loopback, behind HTTPS. */
final class KeycloakServer implements AutoCloseable {

    private static final int MINUTES_TO_START = 5;
    private static final String PASSWORD = "loopback";

    private final Process process;
    private final int port;

    private KeycloakServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static KeycloakServer start() {
        Path home = Path.of(Objects.requireNonNull(System.getProperty("keycloak.home"), "run it with -Pkeycloak"));
        try {
            int port = freePort();
            KeycloakServer server = new KeycloakServer(process(home, port), port);
            server.awaitStart();
            return server;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Keycloak cannot be started", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process process(Path home, int port) throws IOException, GeneralSecurityException {
        TestIdentity identity = Asking.AUTHORITY.issue("localhost", "127.0.0.1");
        Path certificate = Files.writeString(home.resolve("conf/server.pem"), identity.certificatePem());
        Path key = Files.writeString(home.resolve("conf/server-key.pem"), identity.privateKeyPem());
        Path trusted = home.resolve("conf/clients.p12");
        try (OutputStream out = Files.newOutputStream(trusted)) {
            trustStore().store(out, PASSWORD.toCharArray());
        }
        Path realms = Files.createDirectories(home.resolve("data/import"));
        try (InputStream realm = Objects.requireNonNull(
                KeycloakServer.class.getResourceAsStream("/keycloak/realm.json"), "realm.json")) {
            Files.write(realms.resolve("acme-realm.json"), realm.readAllBytes());
        }
        List<String> command =
                new ArrayList<>(List.of("bash", home.resolve("bin/kc.sh").toString(), "start-dev"));
        command.addAll(List.of(
                "--import-realm",
                "--db=dev-mem",
                "--features=client-secret-rotation",
                "--http-port=" + freePort(),
                "--http-host=127.0.0.1",
                "--https-port=" + port,
                "--https-certificate-file=" + certificate,
                "--https-certificate-key-file=" + key,
                "--https-client-auth=request",
                "--https-trust-store-file=" + trusted,
                "--https-trust-store-password=" + PASSWORD));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private static KeyStore trustStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("clients", Asking.AUTHORITY.certificate());
        return store;
    }

    /** Reads what it says until it listens, and afterwards, so that it never waits for a reader. */
    private void awaitStart() {
        CompletableFuture<Boolean> started = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(started), "keycloak-output");
        reader.setDaemon(true);
        reader.start();
        boolean listens = started.completeOnTimeout(false, MINUTES_TO_START, TimeUnit.MINUTES)
                .join();
        if (!listens) {
            close();
            throw new IllegalStateException("Keycloak has not started; its output is in the test's");
        }
    }

    private void read(CompletableFuture<Boolean> started) {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(line -> {
                System.out.println("keycloak: " + line);
                if (line.contains("Listening on:")) {
                    started.complete(true);
                }
            });
        } catch (UncheckedIOException | IOException ended) {
            System.out.println("keycloak: ended");
        }
        started.complete(false);
    }

    String origin() {
        return "https://localhost:" + port;
    }

    String issuer() {
        return origin() + "/realms/acme";
    }

    String tokenUri() {
        return issuer() + "/protocol/openid-connect/token";
    }

    /** The script starts a process of its own. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().completeOnTimeout(process, 1, TimeUnit.MINUTES).join();
    }
}

package io.reactortoken.cli;

import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeTls;
import io.reactortoken.test.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server with TLS, the file by which clients trust it, and a file with the client's secret. */
final class TlsServer implements AutoCloseable {

    static final String SECRET = "CNRY-sec-5b0c7d91";

    final FakeAuthorizationServer server;
    final Path authority;
    final Path secret;

    TlsServer(Path directory) {
        TestAuthority signer = TestAuthority.create();
        server = FakeAuthorizationServer.start(FakeTls.presenting(signer.issue("localhost", "127.0.0.1")));
        authority = write(directory.resolve("ca.pem"), signer.certificatePem());
        secret = write(directory.resolve("client-secret"), SECRET + "\n");
    }

    static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    String[] args(String command, String... more) {
        return Ran.args(command, server.tokenUri().toString(), authority, secret, more);
    }

    @Override
    public void close() {
        server.close();
    }
}

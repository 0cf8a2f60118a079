package io.reactortoken.cli;

import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeRequest;
import io.reactortoken.test.FakeTls;
import io.reactortoken.test.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A server that would grant, and a command line that would get a token. A fault changes one of the two. */
final class Scene implements AutoCloseable {

    static final String SECRET = "CNRY-sec-5b0c7d91";
    static final String TOKEN = "CNRY-tok-8d1f60a7";

    final Path directory;
    final TestAuthority authority = TestAuthority.create();
    final HonestServer behaviour = new HonestServer();
    final Map<String, String> environment = new HashMap<>();
    final List<String> more = new ArrayList<>();
    final List<String> doctorOnly = new ArrayList<>();

    private final List<FakeAuthorizationServer> others = new ArrayList<>();
    FakeAuthorizationServer server;
    String tokenUri;
    String issuer = "";
    String clientId = HonestServer.CLIENT;
    String secret;
    Optional<Path> ca;

    Scene(Path directory) {
        this.directory = existing(directory);
        this.server = FakeAuthorizationServer.start(FakeTls.presenting(authority.issue("localhost", "127.0.0.1")));
        server.otherwise(behaviour::answer);
        tokenUri = server.tokenUri().toString();
        ca = Optional.of(TlsServer.write(directory.resolve("ca.pem"), authority.certificatePem()));
        secret = "file:" + file("client-secret", SECRET);
    }

    private static Path existing(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    Path file(String name, String text) {
        int slash = name.lastIndexOf('/');
        Path folder = existing(slash < 0 ? directory : directory.resolve(name.substring(0, slash)));
        return TlsServer.write(folder.resolve(name.substring(slash + 1)), text);
    }

    /** A quoted value of a .env file keeps its edges. */
    void dotenv(String line) {
        secret = "dotenv:" + file(".env", line + "\n") + "#BILLING_SECRET";
    }

    /** Another server in place of the usual one, which is trusted as that was. */
    void replace(FakeTls tls) {
        replace(FakeAuthorizationServer.start(tls));
    }

    void replace(FakeAuthorizationServer other) {
        server.close();
        server = other.otherwise(behaviour::answer);
        tokenUri = server.tokenUri().toString();
    }

    /** Every token request is answered so. */
    void grant(FakeAnswer answer) {
        behaviour.token = request -> answer;
    }

    /** As the server would have answered, changed. */
    void change(UnaryOperator<FakeAnswer> change) {
        behaviour.change = change;
    }

    void byIssuer() {
        issuer = server.uri("").toString();
        behaviour.issuer = issuer;
    }

    /** The API is called too, and answers so. */
    void api(Function<FakeRequest, FakeAnswer> api) {
        behaviour.api = api;
        doctorOnly.addAll(List.of("--probe", server.uri("/api/orders").toString()));
    }

    String[] args(String... command) {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(issuer.isEmpty() ? List.of("--token-uri", tokenUri) : List.of("--issuer", issuer));
        args.addAll(List.of("--client-id", clientId));
        if (!secret.isEmpty()) {
            args.addAll(List.of("--secret", secret));
        }
        ca.ifPresent(file -> args.addAll(List.of("--ca", file.toString())));
        args.addAll(more);
        return args.toArray(String[]::new);
    }

    /** What the doctor says, as people or as programs read it. */
    Ran doctor(String... options) {
        List<String> args = new ArrayList<>(List.of(args("doctor")));
        args.addAll(doctorOnly);
        args.addAll(List.of(options));
        return Ran.in(environment, args.toArray(String[]::new));
    }

    void alsoClose(FakeAuthorizationServer other) {
        others.add(other);
    }

    @Override
    public void close() {
        others.forEach(FakeAuthorizationServer::close);
        server.close();
    }
}

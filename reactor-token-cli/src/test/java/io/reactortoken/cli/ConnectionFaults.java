package io.reactortoken.cli;

import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeFault;
import io.reactortoken.test.FakeTls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** SD-36, SD-40, SD-43: the way to the server. */
final class ConnectionFaults {

    private ConnectionFaults() {}

    static Stream<Fault> all() {
        return Stream.of(ways(), endings(), certificates()).flatMap(faults -> faults);
    }

    private static Stream<Fault> ways() {
        return Stream.of(
                Fault.of(
                        "the wrong port", "SD-43", "H-CONNECT", "nothing listens there", scene -> scene.server.close()),
                Fault.of(
                                "a proxy that only HTTPS_PROXY names",
                                "SD-36",
                                "H-CONNECT",
                                "Java does not use HTTPS_PROXY unless told to",
                                scene -> {
                                    scene.server.close();
                                    scene.environment.put("HTTPS_PROXY", "http://proxy.example.com:3128");
                                })
                        .doctor("H-PROXY", "HTTPS_PROXY"),
                Fault.of(
                        "a proxy that is not there",
                        "SD-36",
                        "H-PROXY",
                        "cannot be reached",
                        scene -> scene.more.addAll(List.of("--proxy", "127.0.0.1:" + closedPort()))),
                Fault.of(
                        "a proxy that wants a password",
                        "SD-36",
                        "H-PROXY",
                        "it asks for credentials",
                        scene -> proxy(scene, FakeAnswer.status(407, "Proxy-Authenticate: Basic realm=\"proxy\""))),
                Fault.of(
                        "a proxy that may not connect there",
                        "SD-36",
                        "H-PROXY",
                        "answered 403",
                        scene -> proxy(scene, FakeAnswer.status(403))));
    }

    private static Stream<Fault> endings() {
        return Stream.of(
                Fault.of(
                        "the server ends the connection",
                        "SD-43",
                        "H-CLOSE",
                        "ended the connection",
                        scene -> scene.grant(FakeFault.close())),
                Fault.of(
                        "an http port in an https URL",
                        "SD-16",
                        "H-PLAIN",
                        "not TLS",
                        scene -> scene.replace(FakeTls.insteadOfHandshake(FakeAnswer.status(400)))));
    }

    private static int closedPort() {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start()) {
            return server.port();
        }
    }

    private static void proxy(Scene scene, FakeAnswer answer) {
        FakeAuthorizationServer proxy = FakeAuthorizationServer.start().otherwise(request -> answer);
        scene.alsoClose(proxy);
        scene.more.addAll(List.of("--proxy", "127.0.0.1:" + proxy.port()));
    }

    private static Stream<Fault> certificates() {
        Instant now = Instant.now();
        return Stream.of(
                Fault.of(
                        "a private authority",
                        "SD-36",
                        "H-CA",
                        "its issuer is not trusted",
                        scene -> scene.ca = Optional.empty()),
                Fault.of(
                        "a certificate for another host",
                        "SD-32",
                        "H-HOST",
                        "but not for 127.0.0.1",
                        scene -> scene.replace(FakeTls.presenting(scene.authority.issue("id.example.com")))),
                Fault.of(
                        "a certificate that expired, or a clock that is ahead",
                        "SD-40",
                        "H-CLOCK",
                        "expired",
                        scene -> scene.replace(FakeTls.presenting(scene.authority.issue(
                                now.minus(Duration.ofDays(3)), Duration.ofDays(2), "127.0.0.1")))),
                Fault.of(
                        "a certificate of tomorrow, or a clock that is behind",
                        "SD-40",
                        "H-CLOCK",
                        "not valid before",
                        scene -> scene.replace(FakeTls.presenting(
                                scene.authority.issue(now.plus(Duration.ofDays(1)), Duration.ofDays(2), "127.0.0.1")))),
                Fault.of(
                        "a server that wants a client certificate",
                        "SD-36",
                        "H-MTLS",
                        "demands a client certificate",
                        scene -> scene.replace(FakeTls.presenting(scene.authority.issue("127.0.0.1"))
                                .requiring(scene.authority.certificate()))));
    }
}

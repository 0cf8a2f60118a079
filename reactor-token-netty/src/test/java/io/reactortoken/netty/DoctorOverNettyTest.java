package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.credential.SecretSource;
import io.reactortoken.doctor.Finding;
import io.reactortoken.doctor.Report;
import io.reactortoken.doctor.Section;
import io.reactortoken.doctor.TokenDoctor;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.TokenRequest;
import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAuthorizationServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The doctor on a real connection, with BlockHound at the event loops. */
class DoctorOverNettyTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static TokenRequest request(FakeAuthorizationServer server, NettyTokenTransport transport) {
        return OAuth2.clientCredentials(server.tokenUri())
                .clientId("billing-client")
                .clientSecret(SecretSource.of("CNRY-sec-5b0c7d91"))
                .transport(transport);
    }

    private static Report report(TokenRequest request) {
        return TokenDoctor.of(request)
                .environment(Map.of())
                .build()
                .run()
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    private static List<String> line(Report report, String id, String name) {
        return report.sections().stream()
                .filter(section -> section.id().equals(id))
                .flatMap(section -> section.lines().stream())
                .filter(line -> line.name().equals(name))
                .map(Section.Line::value)
                .toList();
    }

    @Test
    @DisplayName("D-03, D-04, D-05, D-07 a server with a CA of its own: healthy, by one request")
    void looksAtAHealthyServer() {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.startTls()) {
            Report report = report(request(
                    server,
                    NettyTokenTransport.builder().trust(server.authority()).build()));
            assertThat(report.findings()).isEmpty();
            assertThat(server.requests()).hasSize(1);
            assertThat(line(report, "D-04", "proxy")).containsExactly("none");
            assertThat(line(report, "D-04", "connection")).anyMatch(result -> result.contains("connected"));
            assertThat(line(report, "D-05", "handshake"))
                    .containsExactly("the JVM's trust store does not trust the certificate");
            assertThat(line(report, "D-05", "transport trusts")).containsExactly("given authorities only, 1");
            assertThat(line(report, "D-07", "status")).containsExactly("200");
        }
    }

    @Test
    @DisplayName("D-05, D-13 the transport does not trust the server: that is the finding, and nothing was sent")
    void findsAnUntrustedServer() {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.startTls()) {
            Report report = report(request(server, NettyTokenTransport.create()));
            assertThat(report.findings().stream().map(Finding::hint)).first().isEqualTo("H-CA");
            assertThat(server.requests()).isEmpty();
            assertThat(line(report, "D-12", "certificate")).anyMatch(text -> text.startsWith("refused here"));
        }
    }

    @Test
    @DisplayName("D-10 another way to send the secret, over the wire, a second later")
    void triesAnotherWay() {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start()) {
            server.answer(FakeAnswer.status(401), FakeAnswer.token("CNRY-tok-8d1f60a7"));
            Report report = TokenDoctor.of(
                            request(server, NettyTokenTransport.create()).allowPlaintext())
                    .environment(Map.of())
                    .tryVariants()
                    .build()
                    .run()
                    .blockOptional(LIMIT)
                    .orElseThrow();
            assertThat(server.requests()).hasSize(2);
            assertThat(report.findings().get(0).evidence())
                    .isEqualTo("client_secret_basic (raw) works, client_secret_basic does not");
            assertThat(report.toText()).doesNotContain("CNRY");
        }
    }
}

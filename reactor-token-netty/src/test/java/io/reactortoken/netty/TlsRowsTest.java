package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContextBuilder;
import io.reactortoken.FailureKind;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAnswer.Ending;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeFault;
import io.reactortoken.test.FakeTls;
import io.reactortoken.test.TestAuthority;
import io.reactortoken.test.TestIdentity;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.netty.tcp.SslProvider;

/** Requirements 2.8: TLS. Nothing is sent to a server that cannot show who it is. */
@ExtendWith(NothingDropped.class)
class TlsRowsTest {

    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final TestIdentity LOOPBACK = AUTHORITY.issue("127.0.0.1", "localhost");
    private static final NettyTokenTransportBuilder TRUSTING =
            NettyTokenTransport.builder().trust(AUTHORITY.certificate());

    /** The failure against a server that must not see a request. */
    private static TokenException refusal(FakeTls tls, NettyTokenTransportBuilder transport) {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(tls)) {
            TokenException failure = Rows.failure(server, transport);
            assertThat(server.requests()).isEmpty();
            return failure;
        }
    }

    static Stream<Arguments> untrusted() {
        TestIdentity other = TestAuthority.create().issue("127.0.0.1");
        return Stream.of(
                Arguments.of("the JDK's authorities", LOOPBACK, NettyTokenTransport.builder()),
                Arguments.of("another authority", other, TRUSTING),
                Arguments.of("self-signed", TestIdentity.selfSigned("127.0.0.1"), TRUSTING));
    }

    @ParameterizedTest(name = "TE-186[{index}]: {0}")
    @DisplayName("TE-186, R6749-12, TM-22: an authority that is not trusted is named")
    @MethodSource("untrusted")
    void untrusted(String what, TestIdentity shown, NettyTokenTransportBuilder transport) {
        TokenException error = refusal(FakeTls.presenting(shown), transport);

        Rows.assertNet(error, FailureKind.TLS_TRUST, false, "certificate not trusted", "H-CA");
        assertThat(error)
                .hasMessageContaining("subject CN=127.0.0.1")
                .hasMessageContaining(
                        "issuer " + shown.certificate().getIssuerX500Principal().getName());
    }

    @Test
    @DisplayName("TE-187: a certificate that is expired is told with its dates")
    void expired() {
        TestIdentity expired =
                AUTHORITY.issue(Instant.parse("2020-01-01T00:00:00Z"), Duration.ofDays(365), "127.0.0.1");

        TokenException error = refusal(FakeTls.presenting(expired), TRUSTING);

        Rows.assertNet(
                error, FailureKind.TLS_TRUST, false, "certificate not trusted: expired on 2020-12-31", "H-CLOCK");
    }

    @Test
    @DisplayName("TE-187: a certificate that is not valid yet is told with its dates")
    void notValidYet() {
        TestIdentity early = AUTHORITY.issue(Instant.parse("2199-01-01T00:00:00Z"), Duration.ofDays(1), "127.0.0.1");

        TokenException error = refusal(FakeTls.presenting(early), TRUSTING);

        Rows.assertNet(
                error, FailureKind.TLS_TRUST, false, "certificate not trusted: not valid before 2199-01-01", "H-CLOCK");
    }

    static Stream<Named<NettyTokenTransportBuilder>> waysToPassTls() throws SSLException {
        SslProvider withoutHostNameCheck = SslProvider.builder()
                .sslContext(SslContextBuilder.forClient()
                        .trustManager(AUTHORITY.certificate())
                        .endpointIdentificationAlgorithm("")
                        .build())
                .build();
        return Stream.of(
                Named.of("trust(..)", TRUSTING),
                Named.of(
                        "a client with TLS of its own",
                        TRUSTING.client(client -> client.secure(withoutHostNameCheck))));
    }

    @ParameterizedTest(name = "TE-188[{index}]: {0}")
    @DisplayName("TE-188, R6749-12, TM-21: a certificate for another host is refused, and its names are shown")
    @MethodSource("waysToPassTls")
    void otherHost(NettyTokenTransportBuilder transport) {
        TestIdentity other = AUTHORITY.issue("id.example.com", "b.test", "c.test", "d.test", "e.test", "f.test");

        TokenException error = refusal(FakeTls.presenting(other), transport);

        Rows.assertNet(error, FailureKind.TLS_HOSTNAME, false, "host name does not match", "H-HOST");
        assertThat(error)
                .hasMessageContaining("127.0.0.1")
                .hasMessageContaining("id.example.com, b.test, c.test, d.test, e.test")
                .hasMessageNotContaining("f.test");
    }

    @Test
    @DisplayName("TE-189: a server that speaks TLS 1.1 only")
    void outdated() {
        Rows.assertNet(
                refusal(FakeTls.outdated(), TRUSTING), FailureKind.TLS_PROTO, false, "no common TLS protocol", "H-TLS");
    }

    @Test
    @DisplayName("TE-190, TM-03: plain HTTP on the port for TLS, of which nothing is shown")
    void plaintext() {
        FakeAnswer plain = FakeAnswer.status(400, "X: " + Rows.TOKEN).ending(Ending.CLOSE);

        TokenException error = refusal(FakeTls.insteadOfHandshake(plain), TRUSTING);

        Rows.assertNet(error, FailureKind.TLS_PROTO, false, "not TLS", "H-PLAIN");
    }

    static Stream<Arguments> handshakesThatBreak() {
        return Stream.of(Arguments.of("closed", FakeFault.close()), Arguments.of("reset", FakeFault.reset()));
    }

    @ParameterizedTest(name = "TE-175[{index}]: {0} in the handshake")
    @DisplayName("TE-175: a connection that ends in the handshake, before the request is sent")
    @MethodSource("handshakesThatBreak")
    void brokenHandshake(String how, FakeAnswer instead) {
        TokenException error = refusal(FakeTls.insteadOfHandshake(instead), TRUSTING);

        assertThat(error.code()).isEqualTo(Code.NET);
        assertThat(error.retryable()).isTrue();
        assertThat(error).hasMessageContaining("connection").hasMessageMatching(".*\\[H-(PLAIN|CLOSE)]");
    }

    @Test
    @DisplayName("TE-182: a server that is silent in the handshake")
    void silentHandshake() {
        TokenException error = refusal(
                FakeTls.insteadOfHandshake(FakeFault.silence()), TRUSTING.handshakeTimeout(Duration.ofMillis(300)));

        Rows.assertTimeout(error, FailureKind.HANDSHAKE, "no TLS handshake within 300 ms", "H-PLAIN");
    }

    static Stream<Arguments> endings() {
        return Stream.of(Ending.CLOSE, Ending.HALF_CLOSE, Ending.TLS_ALERT)
                .flatMap(ending -> Stream.of("TLSv1.2", "TLSv1.3").map(protocol -> Arguments.of(ending, protocol)));
    }

    @ParameterizedTest(name = "TE-192[{index}]: {0}, {1}")
    @DisplayName("TE-192: TLS ends in the middle of the body")
    @MethodSource("endings")
    void endsInTheBody(Ending ending, String protocol) {
        FakeTls tls = FakeTls.presenting(LOOPBACK).protocols(protocol);
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(tls)) {
            server.answer(FakeAnswer.token(Rows.TOKEN).cutAfter(110, ending));

            TokenException error = Rows.failure(server, TRUSTING);

            Rows.assertNet(error, FailureKind.EARLY_CLOSE, true, "connection closed early", "H-CLOSE");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    @DisplayName("2.8 a trusted certificate for this host is all it takes")
    void trusted() {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(FakeTls.presenting(LOOPBACK))) {
            URI byName = URI.create("https://localhost:" + server.port() + "/token");

            assertThat(Rows.granted(byName, TRUSTING).reveal()).isEqualTo("t1");
        }
    }
}

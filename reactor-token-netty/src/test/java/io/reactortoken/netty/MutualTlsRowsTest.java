package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.Backoff;
import io.reactortoken.CachePolicy;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.FailureKind;
import io.reactortoken.ForcedRefreshPolicy;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenSource;
import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeRequest;
import io.reactortoken.test.FakeTls;
import io.reactortoken.test.TestAuthority;
import io.reactortoken.test.TestIdentity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Requirements 1.7, and the rows of 2.8 and 4.3 that are about client certificates. */
@ExtendWith(NothingDropped.class)
class MutualTlsRowsTest {

    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final FakeTls DEMANDING =
            FakeTls.presenting(AUTHORITY.issue("127.0.0.1")).requiring(AUTHORITY.certificate());
    private static final NettyTokenTransportBuilder TRUSTING =
            NettyTokenTransport.builder().trust(AUTHORITY.certificate());
    private static final RetryPolicy TWICE =
            new RetryPolicy(2, new Backoff(Duration.ofMillis(10), Duration.ofMillis(10)));

    private static ClientCertificate shown(TestIdentity identity) {
        return ClientCertificate.of(identity.chain(), identity.privateKey());
    }

    private static TokenSource source(
            FakeAuthorizationServer server, NettyTokenTransport transport, RetryPolicy retry) {
        return Rows.request(server.tokenUri(), TRUSTING)
                .transport(transport)
                .retry(retry)
                .source();
    }

    private static List<Optional<X509Certificate>> certificates(FakeAuthorizationServer server) {
        return server.requests().stream().map(FakeRequest::clientCertificate).toList();
    }

    static Stream<Arguments> certificatesThatAreNotEnough() {
        ClientCertificate others = shown(TestAuthority.create().issue("billing"));
        ClientCertificate own = shown(TestIdentity.selfSigned("billing"));
        return Stream.of("TLSv1.2", "TLSv1.3")
                .flatMap(protocol -> Stream.of(
                        Arguments.of("none", protocol, TRUSTING),
                        Arguments.of("another authority's", protocol, TRUSTING.clientCertificate(others)),
                        Arguments.of("self-signed", protocol, TRUSTING.clientCertificate(own))));
    }

    @ParameterizedTest(name = "TE-191[{index}]: {0}, {1}")
    @DisplayName("TE-191: a server that demands a client certificate, or refuses the one it was shown")
    @MethodSource("certificatesThatAreNotEnough")
    void demanded(String what, String protocol, NettyTokenTransportBuilder transport) {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(DEMANDING.protocols(protocol))) {
            TokenException error = Rows.failure(server, transport);

            if (what.equals("none") && protocol.equals("TLSv1.2")) {
                // newer JDKs answer with an alert that says less: handshake_failure
                assertThat(error).hasMessageStartingWith("NET ").hasMessageContaining("client certificate");
            } else {
                Rows.assertNet(error, FailureKind.TLS_CLIENT_CERT, false, "client certificate", "H-MTLS");
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    static Stream<Arguments> keys() {
        TestIdentity elliptic = AUTHORITY.issue("billing");
        HeldCertificate rsa =
                new HeldCertificate.Builder().commonName("rsa").rsa2048().build();
        return Stream.of("TLSv1.2", "TLSv1.3")
                .flatMap(protocol -> Stream.of(
                        Arguments.of("EC", protocol, shown(elliptic)),
                        Arguments.of(
                                "RSA",
                                protocol,
                                ClientCertificate.of(
                                        List.of(rsa.certificate()),
                                        rsa.keyPair().getPrivate()))));
    }

    @ParameterizedTest(name = "R8705[{index}]: {0}, {1}")
    @DisplayName("R8705: the client certificate is shown to a server that asks for it")
    @MethodSource("keys")
    void shownOnDemand(String kind, String protocol, ClientCertificate certificate) {
        FakeTls tls = FakeTls.presenting(AUTHORITY.issue("127.0.0.1"))
                .protocols(protocol)
                .requiring(certificate.chain().get(certificate.chain().size() - 1));
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(tls)) {
            assertThat(Rows.granted(server.tokenUri(), TRUSTING.clientCertificate(certificate))
                            .reveal())
                    .isEqualTo("t1");
            assertThat(certificates(server)).containsExactly(Optional.of(certificate.certificate()));
        }
    }

    @ParameterizedTest(name = "R8705-04, TM-32[{index}]: keepAlive({0})")
    @DisplayName("R8705-04, CF-34, TM-32: a new certificate has new connections, and the old ones are closed")
    @ValueSource(booleans = {true, false})
    void rotation(boolean keepAlive) {
        TestIdentity first = AUTHORITY.issue("billing");
        TestIdentity second = AUTHORITY.issue("billing");
        RotatingCertificate certificate = RotatingCertificate.of(shown(first));
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(DEMANDING);
                NettyTokenTransport transport = TRUSTING.clientCertificate(certificate)
                        .keepAlive(keepAlive)
                        .build()) {
            TokenSource source = source(server, transport, RetryPolicy.none());
            Rows.granted(source);

            certificate.rotate(shown(second));

            server.awaitNoConnection();
            Rows.granted(source);
            assertThat(certificates(server))
                    .containsExactly(Optional.of(first.certificate()), Optional.of(second.certificate()));
            assertThat(server.requests()).extracting(FakeRequest::connection).containsExactly(1, 2);
        }
    }

    @ParameterizedTest(name = "CF-34[{index}]: keepAlive({0})")
    @DisplayName("CF-34: a token that was asked for with the certificate of before is not used, but asked for again")
    @ValueSource(booleans = {true, false})
    void rotationDuringARequest(boolean keepAlive) {
        TestIdentity first = AUTHORITY.issue("billing");
        TestIdentity second = AUTHORITY.issue("billing");
        RotatingCertificate certificate = RotatingCertificate.of(shown(first));
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(DEMANDING);
                NettyTokenTransport transport = TRUSTING.clientCertificate(certificate)
                        .keepAlive(keepAlive)
                        .build()) {
            server.otherwise(request -> {
                if (request.connection() > 1) {
                    return FakeAnswer.token("bound-to-the-second");
                }
                certificate.rotate(shown(second));
                return FakeAnswer.token("bound-to-the-first");
            });

            AccessToken token = Rows.granted(source(server, transport, TWICE));

            assertThat(token.reveal()).isEqualTo("bound-to-the-second");
            assertThat(certificates(server))
                    .containsExactly(Optional.of(first.certificate()), Optional.of(second.certificate()));
        }
    }

    @Test
    @DisplayName("CF-34: a refusal of the certificate of before is not final")
    void refusalDuringARotation() {
        RotatingCertificate certificate = RotatingCertificate.of(shown(AUTHORITY.issue("billing")));
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(DEMANDING);
                NettyTokenTransport transport =
                        TRUSTING.clientCertificate(certificate).build()) {
            server.otherwise(request -> {
                certificate.rotate(shown(AUTHORITY.issue("billing")));
                return FakeAnswer.error(401, "invalid_client");
            });

            TokenException error = Rows.failure(source(server, transport, RetryPolicy.none()));

            Rows.assertNet(error, FailureKind.TLS_CLIENT_CERT, true, "was replaced while", "H-MTLS");
        }
    }

    @Test
    @DisplayName("CF-34, R8705-04: a held token of the certificate of before is dropped by the listener")
    void heldTokensAreDropped() {
        RotatingCertificate certificate = RotatingCertificate.of(shown(AUTHORITY.issue("billing")));
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(DEMANDING);
                NettyTokenTransport transport =
                        TRUSTING.clientCertificate(certificate).build();
                CachedTokenSource tokens =
                        source(server, transport, RetryPolicy.none()).cache()) {
            certificate.onRotation(tokens::evict);
            assertThat(Rows.granted(tokens).reveal()).isEqualTo("t1");
            assertThat(Rows.granted(tokens).reveal()).isEqualTo("t1");

            TestIdentity second = AUTHORITY.issue("billing");
            certificate.rotate(shown(second));

            assertThat(Rows.granted(tokens).reveal()).isEqualTo("t2");
            assertThat(certificates(server)).last().isEqualTo(Optional.of(second.certificate()));
        }
    }

    @Test
    @DisplayName("R8705-05: a token that an API refuses is replaced with the certificate of now")
    void refusedTokenIsReplaced() {
        CachePolicy policy = CachePolicy.builder()
                .forcedRefresh(new ForcedRefreshPolicy(Duration.ZERO, Duration.ZERO))
                .build();
        RotatingCertificate certificate = RotatingCertificate.of(shown(AUTHORITY.issue("billing")));
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(DEMANDING);
                NettyTokenTransport transport =
                        TRUSTING.clientCertificate(certificate).build();
                CachedTokenSource tokens =
                        source(server, transport, RetryPolicy.none()).cache(policy)) {
            AccessToken bound = Rows.granted(tokens);
            TestIdentity second = AUTHORITY.issue("billing");
            certificate.rotate(shown(second));

            tokens.invalidate(bound);

            assertThat(Rows.granted(tokens).reveal()).isEqualTo("t2");
            assertThat(certificates(server)).last().isEqualTo(Optional.of(second.certificate()));
        }
    }

    @Test
    @DisplayName("R8705-06: a certificate that has expired meanwhile is refused with its date, and not shown")
    void expiredMeanwhile() {
        TestIdentity brief = AUTHORITY.issue(Instant.now(), Duration.ofSeconds(4), "billing");
        NettyTokenTransportBuilder transport = TRUSTING.clientCertificate(shown(brief));
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(DEMANDING)) {
            TokenSource source = Rows.request(server.tokenUri(), transport).source();
            TokenSource later = () -> Mono.delay(Duration.ofSeconds(5)).then(source.token());

            TokenException error = Rows.failure(later);

            assertThat(error).isInstanceOf(TokenCredentialException.class);
            Rows.assertFailure(
                    error, Code.CRD_P, null, false, "the client certificate is not valid: expired on 2", "H-MTLS");
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    @DisplayName("R8705-06: a certificate that expires within a week is warned of, once")
    void expiresSoon() {
        TestIdentity week = AUTHORITY.issue(Instant.now(), Duration.ofDays(6), "billing");
        TestIdentity month = AUTHORITY.issue(Instant.now(), Duration.ofDays(30), "billing");
        try (Warnings warnings = Warnings.record();
                FakeAuthorizationServer server = FakeAuthorizationServer.start(DEMANDING);
                NettyTokenTransport soon =
                        TRUSTING.clientCertificate(shown(week)).build();
                NettyTokenTransport later =
                        TRUSTING.clientCertificate(shown(month)).build()) {
            Rows.granted(source(server, soon, RetryPolicy.none()));
            Rows.granted(source(server, soon, RetryPolicy.none()));
            Rows.granted(source(server, later, RetryPolicy.none()));

            assertThat(warnings.of(NettyTokenTransport.class))
                    .singleElement()
                    .asString()
                    .startsWith("the client certificate expires soon: ClientCertificate[subject CN=billing");
        }
    }
}

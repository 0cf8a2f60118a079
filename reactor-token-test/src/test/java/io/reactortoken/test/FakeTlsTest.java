package io.reactortoken.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.test.FakeAnswer.Ending;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakeTlsTest {

    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final TestIdentity LOCALHOST = AUTHORITY.issue("localhost", "127.0.0.1");

    private static final String LAST_REQUEST = "POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    private static FakeAuthorizationServer serving(TestIdentity identity) {
        return FakeAuthorizationServer.start(FakeTls.presenting(identity));
    }

    @Test
    void answersWhoTrustsItsAuthority() throws Exception {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.startTls();
                RawClient client = RawClient.toTls(server, server.authority(), null)) {
            assertThat(server.tokenUri()).hasScheme("https").hasHost("127.0.0.1");
            assertThat(client.send(LAST_REQUEST).readAll()).contains("\"t1\"");
            assertThat(server.onlyRequest().clientCertificate()).isEmpty();
        }
    }

    @Test
    void aCertificateOfNobodyIsNotTrusted() {
        try (FakeAuthorizationServer server = serving(TestIdentity.selfSigned("localhost"))) {
            assertThatThrownBy(() -> RawClient.toTls(server, AUTHORITY.certificate(), null)
                            .send(LAST_REQUEST))
                    .isInstanceOf(SSLHandshakeException.class);
            server.awaitNoConnection();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aCertificateCanBeExpired() {
        TestIdentity expired =
                AUTHORITY.issue(Instant.parse("2020-01-01T00:00:00Z"), Duration.ofDays(365), "localhost");
        try (FakeAuthorizationServer server = serving(expired)) {
            assertThatThrownBy(() -> RawClient.toTls(server, AUTHORITY.certificate(), null)
                            .send(LAST_REQUEST))
                    .hasRootCauseInstanceOf(CertificateExpiredException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientCertificateIsDemandedAndRecorded(String protocol) throws Exception {
        FakeTls tls =
                FakeTls.presenting(LOCALHOST).requiring(AUTHORITY.certificate()).protocols(protocol);
        TestIdentity client = AUTHORITY.issue("billing");
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(tls)) {
            X509Certificate trusted = AUTHORITY.certificate();
            try (RawClient with = RawClient.toTls(server, trusted, client)) {
                assertThat(with.send(LAST_REQUEST).readAll()).contains("\"t1\"");
                assertThat(server.onlyRequest().clientCertificate()).hasValue(client.certificate());
            }
            assertThatThrownBy(() -> RawClient.toTls(server, trusted, null)
                            .send(LAST_REQUEST)
                            .readAll())
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("Received fatal alert");
        }
    }

    @Test
    void anOutdatedServerIsRefusedByName() {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(FakeTls.outdated())) {
            assertThatThrownBy(() -> RawClient.toTls(server, AUTHORITY.certificate(), null)
                            .send(LAST_REQUEST))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("TLS11");
        }
    }

    @Test
    void anythingCanStandInsteadOfTheHandshake() {
        FakeAnswer plain = FakeAnswer.status(400).ending(Ending.CLOSE);
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(FakeTls.insteadOfHandshake(plain))) {
            assertThatThrownBy(() -> RawClient.toTls(server, AUTHORITY.certificate(), null)
                            .send(LAST_REQUEST))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("unrecognized SSL message");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anAlertCanEndABody(String protocol) throws Exception {
        FakeTls tls = FakeTls.presenting(LOCALHOST).protocols(protocol);
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(tls);
                RawClient client = RawClient.toTls(server, AUTHORITY.certificate(), null)) {
            server.answer(FakeFault.cutBody(Ending.TLS_ALERT));

            assertThatThrownBy(() -> client.send(RawClient.REQUEST).readAll())
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("Received fatal alert");
        }
    }

    @Test
    void identitiesServeFilesAndKeyStores() throws Exception {
        char[] password = "only here".toCharArray();

        assertThat(LOCALHOST.certificatePem()).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(LOCALHOST.privateKeyPem()).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(LOCALHOST.chain()).containsExactly(LOCALHOST.certificate(), AUTHORITY.certificate());
        assertThat(LOCALHOST.keyStore(password).getKey("identity", password)).isEqualTo(LOCALHOST.privateKey());
        assertThat(AUTHORITY.certificatePem()).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(List.of(LOCALHOST.toString(), AUTHORITY.toString())).allMatch(text -> text.contains("CN="));
    }
}

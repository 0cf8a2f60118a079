package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.reactortoken.FailureKind;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeTls;
import io.reactortoken.test.TestAuthority;
import io.reactortoken.test.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {

    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final TestIdentity LOOPBACK = AUTHORITY.issue("127.0.0.1");

    @Test
    void authoritiesAreReadFromAFile(@TempDir Path directory) throws IOException {
        Path pem = Files.writeString(
                directory.resolve("ca.pem"),
                "# two of them\n" + TestAuthority.create().certificatePem() + AUTHORITY.certificatePem());

        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(FakeTls.presenting(LOOPBACK))) {
            assertThat(Rows.granted(
                                    server.tokenUri(),
                                    NettyTokenTransport.builder().trust(pem))
                            .reveal())
                    .isEqualTo("t1");
        }
    }

    @Test
    void aFileWithoutCertificatesIsRefused(@TempDir Path directory) throws IOException {
        Path key = Files.writeString(directory.resolve("key.pem"), LOOPBACK.privateKeyPem());
        NettyTokenTransportBuilder builder = NettyTokenTransport.builder();

        assertThatThrownBy(() -> builder.trust(key))
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageContaining("key.pem")
                .hasNoCause();
        assertThatThrownBy(() -> builder.trust(directory.resolve("missing.pem")))
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void authoritiesAreReadFromBytes() {
        byte[] pem = AUTHORITY.certificatePem().getBytes(UTF_8);
        NettyTokenTransportBuilder builder = NettyTokenTransport.builder();

        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(FakeTls.presenting(LOOPBACK))) {
            assertThat(Rows.granted(server.tokenUri(), builder.trust(pem)).reveal())
                    .isEqualTo("t1");
        }
        assertThatThrownBy(() -> builder.trust(new byte[0]))
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageContaining("holds no certificate");
    }

    /** Trusts a chain by its first certificate, and looks at no host name. */
    private static final class Pinned implements X509TrustManager {

        private final X509Certificate pinned;

        private Pinned(X509Certificate pinned) {
            this.pinned = pinned;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("no server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            if (!chain[0].equals(pinned)) {
                throw new CertificateException("CNRY");
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    @DisplayName("TM-21 a manager of one's own decides, but for the host name")
    void managerOfOnesOwn() {
        TestIdentity elsewhere = TestIdentity.selfSigned("id.example.com");
        NettyTokenTransportBuilder pinning = NettyTokenTransport.builder().trust(new Pinned(elsewhere.certificate()));
        NettyTokenTransportBuilder pinningLoopback =
                NettyTokenTransport.builder().trust(new Pinned(LOOPBACK.certificate()));

        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(FakeTls.presenting(LOOPBACK));
                FakeAuthorizationServer other = FakeAuthorizationServer.start(FakeTls.presenting(elsewhere))) {
            assertThat(Rows.granted(server.tokenUri(), pinningLoopback).reveal())
                    .isEqualTo("t1");
            Rows.assertNet(
                    Rows.failure(server, pinning), FailureKind.TLS_TRUST, false, "issuer CN=reactor-token", "H-CA");
            Rows.assertNet(
                    Rows.failure(other, pinning),
                    FailureKind.TLS_HOSTNAME,
                    false,
                    "host name does not match",
                    "H-HOST");
        }
    }

    @Test
    @DisplayName("TM-21 a manager that trusts everybody is refused when it is given")
    void managerThatTrustsEverybody() {
        X509TrustManager everybody =
                (X509TrustManager) InsecureTrustManagerFactory.INSTANCE.getTrustManagers()[0];
        NettyTokenTransportBuilder builder = NettyTokenTransport.builder();

        assertThatThrownBy(() -> builder.trust(everybody))
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageContaining("trusts everybody");
    }

    /** Fails over a chain of nobody, as managers that log whom they trust do. */
    private static final class TrustingTheFirst implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            assertThat(chain[0].getSubjectX500Principal()).isNotNull();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    @DisplayName("TM-21 a manager that trusts everybody is refused also if it stumbles over a chain of nobody")
    void managerThatStumbles() {
        NettyTokenTransportBuilder builder = NettyTokenTransport.builder();
        assertThatThrownBy(() -> builder.trust(new TrustingTheFirst()))
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageContaining("trusts everybody");
    }
}

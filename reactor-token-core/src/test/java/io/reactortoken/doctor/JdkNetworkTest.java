package io.reactortoken.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeTls;
import io.reactortoken.test.TestAuthority;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The JDK's own sockets, on loopback. */
class JdkNetworkTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static Handshake handshake(FakeAuthorizationServer server, Network network) {
        return network.handshake("localhost", InetAddress.getLoopbackAddress(), server.port(), TIMEOUT);
    }

    private static Network trusting(FakeAuthorizationServer server) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", server.authority());
        return new JdkNetwork(trusted);
    }

    @Test
    @DisplayName("D-05 protocol, cipher and the server's certificate")
    void shakesHands() throws IOException, GeneralSecurityException {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.startTls()) {
            Handshake seen = handshake(server, trusting(server));
            assertThat(seen.problem()).isEmpty();
            assertThat(seen.protocol()).isEqualTo("TLSv1.3");
            assertThat(seen.cipher()).startsWith("TLS_");
            assertThat(seen.leaf().orElseThrow().hosts()).contains("localhost");
            assertThat(seen.leaf().orElseThrow().validity()).matches("[0-9-]{10} to [0-9-]{10}");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    @DisplayName("D-05 a certificate that is not trusted is seen, and not trusted")
    void seesAnUntrustedCertificate() {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.startTls()) {
            Handshake seen = handshake(server, Network.jdk());
            assertThat(seen.problem()).isEqualTo(Handshake.UNTRUSTED);
            assertThat(seen.leaf()).isPresent();
        }
    }

    @Test
    @DisplayName("D-05 a certificate for another host")
    void seesAnotherHost() throws IOException, GeneralSecurityException {
        TestAuthority authority = TestAuthority.create();
        try (FakeAuthorizationServer server =
                FakeAuthorizationServer.start(FakeTls.presenting(authority.issue("other.example.com")))) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("server", authority.certificate());
            assertThat(handshake(server, new JdkNetwork(trusted)).problem())
                    .isEqualTo("the certificate is not for this host");
        }
    }

    @Test
    @DisplayName("D-05 an http port")
    void seesPlainText() {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start()) {
            assertThat(handshake(server, Network.jdk()).problem()).startsWith("no TLS (");
        }
    }

    @Test
    @DisplayName("D-03, D-04 addresses, and a connection that is there or is refused")
    void connects() throws IOException {
        Network network = Network.jdk();
        InetAddress loopback = InetAddress.getLoopbackAddress();
        assertThat(network.addresses("127.0.0.1")).containsExactly(InetAddress.getAllByName("127.0.0.1"));
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
            port = socket.getLocalPort();
            network.connect(loopback, port, TIMEOUT);
        }
        int closed = port;
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> network.connect(loopback, closed, TIMEOUT));
    }
}

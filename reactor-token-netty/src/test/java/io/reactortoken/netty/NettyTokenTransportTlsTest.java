package io.reactortoken.netty;

import static io.reactortoken.netty.NettyTokenTransportTest.failureOf;
import static io.reactortoken.netty.NettyTokenTransportTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.transport.TransportRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;
import reactor.test.StepVerifier;

class NettyTokenTransportTlsTest {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final HeldCertificate CA =
            new HeldCertificate.Builder().certificateAuthority(0).build();

    private final MockWebServer server = new MockWebServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private TransportRequest served(HeldCertificate certificate) throws IOException {
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        return plain();
    }

    private TransportRequest plain() throws IOException {
        server.start();
        server.enqueue(new MockResponse.Builder().body("{}").build());
        return request(URI.create("https://localhost:" + server.getPort() + "/token"));
    }

    private static HeldCertificate.Builder certificate(String name) {
        return new HeldCertificate.Builder().signedBy(CA).addSubjectAlternativeName(name);
    }

    private static NettyTokenTransport trusting() {
        return NettyTokenTransport.builder().trust(CA.certificate()).build();
    }

    @Test
    void answersThroughTlsOfATrustedAuthority(@TempDir Path directory) throws IOException {
        TransportRequest request = served(certificate("localhost").build());
        server.enqueue(new MockResponse.Builder().body("{}").build());
        Path pem = Files.writeString(directory.resolve("ca.pem"), CA.certificatePem());

        Mono<Integer> both = trusting()
                .exchange(request)
                .then(NettyTokenTransport.builder().trust(pem).build().exchange(request))
                .map(response -> response.status());

        StepVerifier.create(both).expectNext(200).expectComplete().verify(BOUND);
    }

    @Test
    @DisplayName("TE-186 untrusted authority: nothing is sent, and nobody tries again")
    void untrustedAuthority() throws IOException {
        TransportRequest request = served(certificate("localhost").build());

        TokenException error = failureOf(NettyTokenTransport.create(), request);

        assertTls(error, "certificate not trusted", "[H-CA]");
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    @DisplayName("TE-187 expired certificate")
    void expiredCertificate() throws IOException {
        TransportRequest request = served(certificate("localhost")
                .validityInterval(0, TimeUnit.DAYS.toMillis(365))
                .build());

        assertTls(failureOf(trusting(), request), "expired, or not valid yet", "[H-CLOCK]");
    }

    @Test
    @DisplayName("TE-188, R6749-12 trusted, but for another host name")
    void wrongHostName() throws IOException {
        TransportRequest request = served(certificate("id.example.com").build());

        TokenException error = failureOf(trusting(), request);

        assertTls(error, "host name does not match", "[H-HOST]");
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    @DisplayName("TE-190 an http port is given as https")
    void plainHttp() throws IOException {
        DisposableServer plain = TcpServer.create()
                .host("127.0.0.1")
                .handle((in, out) -> in.receive()
                        .next()
                        .then(out.sendString(Mono.just("HTTP/1.1 400 CNRY-secret-7f3a\r\n\r\n"))
                                .then()))
                .bindNow(BOUND);
        try {
            TokenException error = failureOf(trusting(), request(URI.create("https://127.0.0.1:" + plain.port())));

            assertTls(error, "not TLS", "[H-PLAIN]");
        } finally {
            plain.disposeNow(BOUND);
        }
    }

    @Test
    @DisplayName("TE-191 the server demands a client certificate")
    void clientCertificateDemanded() throws IOException {
        server.requireClientAuth();
        TransportRequest request = served(certificate("localhost").build());

        TokenException error = failureOf(trusting(), request);

        assertThat(error.code()).isEqualTo(Code.NET);
    }

    @Test
    void handshakeThatNeverAnswersTimesOut() {
        DisposableServer silent = TcpServer.create()
                .host("127.0.0.1")
                .handle((in, out) -> Mono.never())
                .bindNow(BOUND);
        try {
            NettyTokenTransport transport = NettyTokenTransport.builder()
                    .handshakeTimeout(Duration.ofMillis(200))
                    .build();

            TokenException error = failureOf(transport, request(URI.create("https://127.0.0.1:" + silent.port())));

            assertThat(error.code()).isEqualTo(Code.TMO);
            assertThat(error.retryable()).isTrue();
            assertThat(error).hasMessageContaining("no TLS handshake within 200 ms");
        } finally {
            silent.disposeNow(BOUND);
        }
    }

    @Test
    void fileWithoutCertificatesIsRefused(@TempDir Path directory) throws IOException {
        Path key = Files.writeString(directory.resolve("key.pem"), CA.privateKeyPkcs8Pem());
        NettyTokenTransportBuilder builder = NettyTokenTransport.builder();

        assertThatThrownBy(() -> builder.trust(key))
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageContaining("key.pem")
                .hasNoCause();
        assertThatThrownBy(() -> builder.trust(directory.resolve("missing.pem")))
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageContaining("cannot be read");
    }

    private static void assertTls(TokenException error, String what, String hint) {
        assertThat(error.code()).isEqualTo(Code.NET);
        assertThat(error.retryable()).isFalse();
        assertThat(error).hasMessageContaining(what).hasMessageContaining(hint);
    }
}

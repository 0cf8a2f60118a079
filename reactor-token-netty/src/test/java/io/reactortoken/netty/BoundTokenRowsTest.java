package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeRequest;
import io.reactortoken.test.FakeTls;
import io.reactortoken.test.TestAuthority;
import io.reactortoken.test.TestIdentity;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Requirements 1.7: tokens that are bound to the certificate with which they were asked for. */
@ExtendWith(NothingDropped.class)
class BoundTokenRowsTest {

    private static final TestAuthority AUTHORITY = TestAuthority.create();

    private final TestIdentity first = AUTHORITY.issue("billing");
    private final TestIdentity second = AUTHORITY.issue("billing");

    /** Issues tokens that say for which certificate they are, and as an API takes no other with that certificate. */
    private static FakeAnswer bound(FakeRequest request) {
        String serial = request.clientCertificate()
                .map(certificate -> certificate.getSerialNumber().toString())
                .orElse("none");
        if (request.target().equals("/api")) {
            boolean owner = request.header("Authorization")
                    .filter(("Bearer " + serial)::equals)
                    .isPresent();
            return FakeAnswer.status(owner ? 204 : 401);
        }
        return FakeAnswer.token(serial);
    }

    private static HttpClient api(TestIdentity identity, CachedTokenSource tokens, FakeAuthorizationServer server)
            throws SSLException {
        SslContext tls = SslContextBuilder.forClient()
                .trustManager(AUTHORITY.certificate())
                .keyManager(identity.privateKey(), identity.certificate())
                .build();
        HttpClient plain = HttpClient.create(ConnectionProvider.newConnection()).secure(spec -> spec.sslContext(tls));
        return TokenAuth.with(tokens).allow(server.uri("/").toString()).apply(plain);
    }

    private static int status(HttpClient api, FakeAuthorizationServer server) {
        return api.get()
                .uri(server.uri("/api"))
                .responseSingle((response, body) ->
                        body.then().thenReturn(response.status().code()))
                .blockOptional(Rows.BOUND)
                .orElse(0);
    }

    private static ClientCertificate shown(TestIdentity identity) {
        return ClientCertificate.of(identity.chain(), identity.privateKey());
    }

    @Test
    @DisplayName("R8705-03, TM-19: before and after a rotation, each call has a token of the certificate that it shows")
    void tokenAndConnectionOfOneCertificate() throws SSLException {
        RotatingCertificate certificate = RotatingCertificate.of(shown(first));
        FakeTls demanding = FakeTls.presenting(AUTHORITY.issue("127.0.0.1")).requiring(AUTHORITY.certificate());
        NettyTokenTransportBuilder transport =
                NettyTokenTransport.builder().trust(AUTHORITY.certificate()).clientCertificate(certificate);
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(demanding);
                CachedTokenSource tokens =
                        Rows.request(server.tokenUri(), transport).cache()) {
            server.otherwise(BoundTokenRowsTest::bound);
            AtomicReference<HttpClient> api = new AtomicReference<>(api(first, tokens, server));
            HttpClient ofSecond = api(second, tokens, server);
            certificate.onRotation(tokens::evict);
            certificate.onRotation(() -> api.set(ofSecond));
            List<Integer> before = List.of(status(api.get(), server), status(api.get(), server));

            certificate.rotate(shown(second));

            assertThat(before).containsExactly(204, 204);
            assertThat(List.of(status(api.get(), server), status(api.get(), server)))
                    .containsExactly(204, 204);
            assertThat(server.requests())
                    .extracting(request -> request.clientCertificate().orElseThrow())
                    .startsWith(first.certificate(), first.certificate(), first.certificate())
                    .endsWith(second.certificate(), second.certificate(), second.certificate())
                    .hasSize(6);
        }
    }
}

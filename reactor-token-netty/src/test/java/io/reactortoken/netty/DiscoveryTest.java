package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.Issuer;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.TokenRequest;
import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** An issuer's metadata over TLS (R8414-04). */
class DiscoveryTest {

    @AutoClose
    private final FakeAuthorizationServer server = FakeAuthorizationServer.startTls();

    private TokenRequest request(NettyTokenTransportBuilder transport) {
        return OAuth2.clientCredentials(Issuer.of(server.uri("/realms/x").toString()))
                .clientId("billing")
                .clientSecret(SecretSource.of(Rows.SECRET))
                .transport(transport.build());
    }

    @Test
    @DisplayName("R8414-04: a GET without a body, then a POST, both on a connection whose certificate was checked")
    void findsTheEndpoint() {
        String issuer = server.uri("/realms/x").toString();
        server.answer(
                FakeAnswer.status(404),
                FakeAnswer.json(200, "{\"issuer\":\"" + issuer + "\",\"token_endpoint\":\"" + issuer + "/token\"}"));

        Rows.granted(
                request(NettyTokenTransport.builder().trust(server.authority())).source());

        List<FakeRequest> requests = server.requests();
        assertThat(requests)
                .extracting(asked -> asked.method() + " " + asked.target())
                .containsExactly(
                        "GET /realms/x/.well-known/openid-configuration",
                        "GET /.well-known/oauth-authorization-server/realms/x",
                        "POST /realms/x/token");
        assertThat(requests.get(0).headers().keySet())
                .containsExactlyInAnyOrder("Accept", "connection", "host", "user-agent");
        assertThat(requests.get(0).body()).isEmpty();
        assertThat(requests.get(0).headers()).doesNotContainKey("authorization");
    }

    @Test
    @DisplayName("R8414-04: metadata of a server that is not trusted is not asked for")
    void checksTheCertificate() {
        AtomicReference<Throwable> error = new AtomicReference<>();
        StepVerifier.create(request(NettyTokenTransport.builder()).source().token())
                .consumeErrorWith(error::set)
                .verify(Rows.BOUND);

        assertThat(error.get()).isInstanceOfSatisfying(TokenException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(Code.NET);
            assertThat(refusal.retryable()).isFalse();
        });
        assertThat(server.requests()).isEmpty();
    }
}

package io.reactortoken.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenException;
import io.reactortoken.netty.ClientCertificate;
import io.reactortoken.oauth2.Issuer;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.TokenRequest;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import io.reactortoken.test.TestIdentity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@DisplayName("Spring Authorization Server")
@TestInstance(Lifecycle.PER_CLASS)
class SpringServerTest extends DoctorRows {

    private final SpringServer server = SpringServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    TokenRequest basic() {
        return Asking.withSecret(SpringServer.SECRET_HOLDER, OAuth2.clientCredentials(server.tokenUri()));
    }

    @Override
    Refusal ofUndecodable() {
        return new Refusal("invalid_request", "H-REQ");
    }

    @Override
    Refusal ofWrongSecret() {
        return new Refusal("invalid_client", "H-CLIENT");
    }

    @Override
    String absentEndpoint() {
        return server.issuer() + "/token";
    }

    @Override
    String ofAbsentEndpoint() {
        return "H-REDIRECT";
    }

    @Override
    String certificateHolder() {
        return SpringServer.CERTIFICATE_HOLDER;
    }

    @Override
    String tokenUri() {
        return server.tokenUri();
    }

    @Test
    @DisplayName("R6749-26: tells a second less than the lifetime, or all of it")
    void lifetime() {
        AccessToken token = Asking.granted(basic().scope("orders:read").source());
        assertThat(token.type()).isEqualTo("Bearer");
        assertThat(token.scopes()).containsExactly("orders:read");
        assertThat(token.lifetime().orElseThrow())
                .isBetween(SpringServer.LIFETIME.minusSeconds(1), SpringServer.LIFETIME);
    }

    @Test
    @DisplayName("TE-160: answers a wrong path with a redirect to a login page, and the hint says which URL to use")
    void wrongPath() {
        TokenException error = Asking.refused(
                Asking.withSecret(SpringServer.SECRET_HOLDER, OAuth2.clientCredentials(server.issuer() + "/token"))
                        .source());
        assertThat(error).message().endsWith("[H-REDIRECT]");
    }

    @Test
    @DisplayName("R8414-02: is found by its issuer")
    void byIssuer() {
        TokenRequest request =
                Asking.withSecret(SpringServer.SECRET_HOLDER, OAuth2.clientCredentials(Issuer.of(server.issuer())));
        assertThat(Asking.granted(request.source()).reveal()).isNotEmpty();
    }

    @Test
    @DisplayName("R8705-01: knows a client by its certificate, and refuses another")
    void byCertificate() {
        assertThat(Asking.granted(byCertificate("billing").source()).reveal()).isNotEmpty();
        TokenException error = Asking.refused(byCertificate("other").source());
        assertThat(error).message().contains("invalid_client", "certificate").endsWith("[H-CLIENT]");
    }

    private TokenRequest byCertificate(String name) {
        TestIdentity identity = Asking.AUTHORITY.issue(name);
        ClientCertificate certificate = ClientCertificate.of(identity.chain(), identity.privateKey());
        return Asking.by(SpringServer.CERTIFICATE_HOLDER, OAuth2.clientCredentials(server.tokenUri()))
                .authentication(ClientAuthentication.tlsClientAuth())
                .transport(Asking.TRANSPORT.clientCertificate(certificate).build());
    }
}

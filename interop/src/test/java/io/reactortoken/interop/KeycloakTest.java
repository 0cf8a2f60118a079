package io.reactortoken.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.netty.ClientCertificate;
import io.reactortoken.oauth2.Issuer;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.SecurityToken;
import io.reactortoken.oauth2.TokenExchange;
import io.reactortoken.oauth2.TokenRequest;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import io.reactortoken.test.TestIdentity;
import io.reactortoken.test.TestTime;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Keycloak")
@Tag("keycloak")
@TestInstance(Lifecycle.PER_CLASS)
class KeycloakTest extends DoctorRows {

    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final KeycloakServer server = KeycloakServer.start();
    private final KeycloakAdmin admin = new KeycloakAdmin(server);

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    TokenRequest basic() {
        return Asking.withSecret("billing/1", OAuth2.clientCredentials(server.tokenUri()));
    }

    @Override
    Refusal ofUndecodable() {
        return new Refusal("unauthorized_client", "H-CLIENT");
    }

    @Override
    Refusal ofWrongSecret() {
        return new Refusal("unauthorized_client", "H-CLIENT");
    }

    @Override
    String absentEndpoint() {
        return server.tokenUri() + "s";
    }

    @Override
    String ofAbsentEndpoint() {
        return "H-REQ";
    }

    @Override
    String certificateHolder() {
        return "billing-tls";
    }

    @Override
    String tokenUri() {
        return server.tokenUri();
    }

    @Test
    @DisplayName("R6749-18: adds scopes that nobody asked for, which is no fault")
    void moreScopes() {
        assertThat(Asking.granted(basic().scope("email").source()).scopes()).contains("email", "profile");
    }

    @Test
    @DisplayName("TE-083: a token of two seconds is held, and replaced when it has expired")
    void shortTokens() {
        TestTime time = TestTime.create();
        try (CachedTokenSource tokens = Asking.withSecret(
                        "billing/1", OAuth2.clientCredentials(Issuer.of(server.issuer())))
                .cache(time.policy().build())) {
            AccessToken first = Asking.granted(tokens);
            assertThat(first.lifetime()).contains(Duration.ofSeconds(2));
            assertThat(Asking.granted(tokens)).isEqualTo(first);
            time.advance(Duration.ofSeconds(2));
            assertThat(Asking.granted(tokens)).isNotEqualTo(first);
        }
    }

    private TokenRequest byCertificate(TestIdentity identity) {
        ClientCertificate certificate = ClientCertificate.of(identity.chain(), identity.privateKey());
        return Asking.by("billing-tls", OAuth2.clientCredentials(Issuer.of(server.issuer())))
                .authentication(ClientAuthentication.tlsClientAuth())
                .transport(Asking.TRANSPORT.clientCertificate(certificate).build());
    }

    @Test
    @DisplayName("R8705-01, R8705-02: knows a client by its certificate, and refuses another")
    void certificates() {
        AccessToken bound =
                Asking.granted(byCertificate(Asking.AUTHORITY.issue("billing")).source());
        assertThat(KeycloakAdmin.claims(bound)).contains("\"x5t#S256\"");
        TokenException error =
                Asking.refused(byCertificate(Asking.AUTHORITY.issue("other")).source());
        assertThat(error.code()).isEqualTo(Code.OAE);
        assertThat(error).message().contains("certificate").endsWith("[H-CLIENT]");
    }

    @Test
    @DisplayName(
            "CF-30: while the old and the new secret are both valid both are accepted; then the old one is refused")
    void rotationWithOverlap() {
        RotatingSecret secret = new RotatingSecret("first");
        TokenRequest request = Asking.by("rotating", OAuth2.clientCredentials(server.tokenUri()))
                .clientSecret(secret);
        assertThat(Asking.granted(request.source()).reveal()).isNotEmpty();

        String next = admin.rotate("rotating");

        assertThat(Asking.granted(request.source()).reveal()).isNotEmpty();
        TokenRequest stillOld = request.clientSecret(new RotatingSecret("first"));
        secret.rotate(next);
        assertThat(Asking.granted(request.source()).reveal()).isNotEmpty();
        assertThat(Asking.granted(stillOld.source()).reveal()).isNotEmpty();

        admin.endOverlap("rotating");

        assertThat(Asking.granted(request.source()).reveal()).isNotEmpty();
        assertThat(Asking.refused(stillOld.source())).message().endsWith("[H-CLIENT]");
    }

    @Test
    @DisplayName("CF-30: a secret is rotated with overlap, in Keycloak and in a mount, while calls go on: none fails")
    void rotationUnderTraffic(@TempDir Path folder) {
        MountedSecret mount = new MountedSecret(folder, "first");
        TokenRequest request = OAuth2.clientCredentials(server.tokenUri())
                .clientId("mounted")
                .clientSecret(SecretSource.file(mount.file()))
                .scope("openid")
                .transport(Asking.TRANSPORT.build());
        String api = server.issuer() + "/protocol/openid-connect/userinfo";

        try (CachedTokenSource tokens = request.cache();
                Calls calls = Calls.start(admin.client(), tokens, server.origin(), api)) {
            calls.awaitTokens(2);
            String next = admin.rotate("mounted");
            calls.awaitTokens(2);
            mount.publish(next);
            calls.awaitTokens(2);
            admin.endOverlap("mounted");
            calls.awaitTokens(2);

            assertThat(calls.failures()).isEmpty();
            assertThat(calls.answered()).isGreaterThan(100);
            System.out.println("calls during the rotation: " + calls.answered());
        }
        TokenRequest stillOld = request.clientSecret(SecretSource.of("first")).retry(RetryPolicy.none());
        assertThat(Asking.refused(stillOld.source())).message().endsWith("[H-CLIENT]");
    }

    @Test
    @DisplayName("R8693-01, R8693-04: exchanges the token of a user")
    void tokenExchange() {
        SecretSource alice = SecretSource.of(admin.tokenOf("alice", "of alice"));
        TokenExchange exchange =
                TokenExchange.of(SecurityToken.accessToken(alice)).requestedTokenType(ACCESS_TOKEN);
        TokenRequest request = Asking.withSecret("billing/1", OAuth2.tokenExchange(server.tokenUri(), exchange));
        assertThat(KeycloakAdmin.claims(Asking.granted(request.source()))).contains("\"alice\"");
    }
}

package io.reactortoken.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.Issuer;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.SecurityToken;
import io.reactortoken.oauth2.TokenExchange;
import io.reactortoken.oauth2.TokenRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.NettyWrapper;
import no.nav.security.mock.oauth2.http.Ssl;
import no.nav.security.mock.oauth2.http.SslKeystore;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@DisplayName("mock-oauth2-server")
@TestInstance(Lifecycle.PER_CLASS)
class MockServerTest {

    private static final String ISSUER = "acme";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final MockOAuth2Server server = start();

    private static MockOAuth2Server start() {
        var store = Asking.AUTHORITY.issue("localhost", "127.0.0.1").keyStore(new char[0]);
        var http = new NettyWrapper(new Ssl(new SslKeystore("", store)));
        var server = new MockOAuth2Server(
                new OAuth2Config(false, null, null, false, new OAuth2TokenProvider(), Set.of(), http));
        server.start(InetAddress.getLoopbackAddress(), 0);
        return server;
    }

    @AfterAll
    void stop() {
        server.shutdown();
    }

    private Issuer issuer() {
        return Issuer.of(server.issuerUrl(ISSUER).toString());
    }

    private String jwt(String subject) {
        return server.issueToken(ISSUER, subject, "orders").serialize();
    }

    @Test
    @DisplayName("R8414-03: is found by its issuer, and tells a second less than the lifetime")
    void clientCredentials() {
        TokenRequest request = Asking.withSecret("billing", OAuth2.clientCredentials(issuer()));
        AccessToken token = Asking.granted(request.scope("orders:read").source());
        assertThat(token.type()).isEqualTo("Bearer");
        assertThat(token.lifetime().orElseThrow()).isBetween(Duration.ofSeconds(3595), Duration.ofSeconds(3600));
    }

    @Test
    @DisplayName("TE-081, TE-082: a token of a second or less is handed out")
    void shortLived() {
        server.enqueueCallback(
                new DefaultOAuth2TokenCallback(ISSUER, "billing", "JWT", List.of("orders"), Map.of(), 1));
        AccessToken token = Asking.granted(
                Asking.withSecret("billing", OAuth2.clientCredentials(issuer())).source());
        assertThat(token.lifetime().orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    @DisplayName("R8693-01, R8693-04: exchanges a token for one of another audience")
    void tokenExchange() {
        TokenExchange exchange = TokenExchange.of(SecurityToken.jwt(SecretSource.of(jwt("alice"))))
                .requestedTokenType(ACCESS_TOKEN);
        TokenRequest request = Asking.withSecret("billing", OAuth2.tokenExchange(issuer(), exchange));
        assertThat(Asking.granted(request.audience("payments").source()).reveal())
                .isNotEmpty();
    }

    @Test
    @DisplayName("R7523-14: takes a JWT as the grant")
    void jwtBearer() {
        TokenRequest request = Asking.withSecret("billing", OAuth2.jwtBearer(issuer(), SecretSource.of(jwt("alice"))));
        assertThat(Asking.granted(request.scope("orders:read").source()).reveal())
                .isNotEmpty();
    }
}

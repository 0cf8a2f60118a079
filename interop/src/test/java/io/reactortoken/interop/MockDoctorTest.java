package io.reactortoken.interop;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.OAuth2Exception;
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

/** The doctor at mock-oauth2-server. It accepts every client, so that a callback refuses, in the server's own words. */
@DisplayName("the doctor at mock-oauth2-server")
@TestInstance(Lifecycle.PER_CLASS)
class MockDoctorTest {

    private static final String ISSUER = "acme";

    private final MockOAuth2Server server = start();

    private static MockOAuth2Server start() {
        var store = Asking.AUTHORITY.issue("localhost", "127.0.0.1").keyStore(new char[0]);
        var http = new NettyWrapper(new Ssl(new SslKeystore("", store)));
        var server = new MockOAuth2Server(
                new OAuth2Config(false, null, null, false, new OAuth2TokenProvider(), Set.of(new OneClient()), http));
        server.start(InetAddress.getLoopbackAddress(), 0);
        return server;
    }

    /** Knows {@code billing} by Basic, and one scope. */
    private static final class OneClient extends DefaultOAuth2TokenCallback {

        OneClient() {
            super(ISSUER, "billing");
        }

        @Override
        public List<String> audience(TokenRequest request) {
            var authentication = request.getClientAuthentication();
            boolean basic = authentication != null
                    && authentication.getMethod().equals(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
            if (!basic
                    || !authentication.getClientID().getValue().equals("billing")
                    || !((ClientSecretBasic) authentication)
                            .getClientSecret()
                            .getValue()
                            .equals(Asking.SECRET)) {
                throw new OAuth2Exception(OAuth2Error.INVALID_CLIENT, "the client is not known");
            }
            if (request.getScope() != null && !request.getScope().toStringList().equals(List.of("orders:read"))) {
                throw new OAuth2Exception(OAuth2Error.INVALID_SCOPE, "the scope is not known");
            }
            return List.of("orders");
        }
    }

    @AfterAll
    void stop() {
        server.shutdown();
    }

    private io.reactortoken.oauth2.TokenRequest basic(String client) {
        return Asking.withSecret(
                client, OAuth2.clientCredentials(server.tokenEndpointUrl(ISSUER).toString()));
    }

    @Test
    @DisplayName("D-13, SD-22, SD-30 wrong secret and unknown client are the first finding")
    void client() {
        DoctorRows.assertFirst(basic("billing").clientSecret(SecretSource.of("wrong")), "H-CLIENT", "invalid_client");
        DoctorRows.assertFirst(basic("nobody"), "H-CLIENT", "invalid_client");
    }

    @Test
    @DisplayName("D-13, SD-24 an unknown scope is the first finding")
    void scope() {
        DoctorRows.assertFirst(basic("billing").scope("orders:write"), "H-SCOPE", "orders:write");
    }

    @Test
    @DisplayName("D-13 a wrong path is the first finding")
    void path() {
        var request = Asking.withSecret("billing", OAuth2.clientCredentials(server.tokenEndpointUrl(ISSUER) + "s"));
        DoctorRows.assertFirst(request, "H-REQ", "check the path of the token URI: /acme/tokens");
    }

    @Test
    @DisplayName("D-13 a wrong method of authentication is the first finding")
    void method() {
        var request = basic("billing").authentication(ClientAuthentication.clientSecretPost());
        DoctorRows.assertFirst(request, "H-CLIENT", "clientSecretBasic()");
    }
}

package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.Discovery.ENDPOINT;
import static io.reactortoken.oauth2.Discovery.ISSUER;
import static io.reactortoken.oauth2.Discovery.granted;
import static io.reactortoken.oauth2.Discovery.metadata;
import static io.reactortoken.oauth2.Discovery.refusedBy;
import static io.reactortoken.oauth2.RecordingTransport.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reactortoken.FailureKind;
import io.reactortoken.Messages;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1.5 of the catalogue: which metadata is found, and which is believed. */
class DiscoveryRowsTest {

    private final Discovery discovery = new Discovery();

    @ParameterizedTest(name = "R8414-01, TM-20: {0} is no issuer, and nobody is asked", quoteTextArguments = false)
    @ValueSource(
            strings = {
                "http://id.example.com",
                "id.example.com",
                "/realms/x",
                "",
                "https://",
                "https:///x",
                "https://id.example.com/?a=b",
                "https://id.example.com/#",
                "https://u:CNRY@id.example.com",
                "https://id.ex\u00e4mple.com",
                "https://id.example.com/ x",
                "urn:x:y"
            })
    void refusesTheIssuer(String issuer) {
        Throwable error =
                catchThrowable(() -> discovery.request(Issuer.of(issuer)).source());
        assertThat(error).isInstanceOf(TokenConfigurationException.class);
        Messages.assertWellFormed(error);
        assertThat(error).message().startsWith("CFG ").endsWith("[H-ISSUER]").doesNotContain("CNRY");
        assertThat(discovery.transport.requests).isEmpty();
    }

    @Test
    @DisplayName("R8414-01: http is an issuer where plain text is allowed, for its endpoints too")
    void allowsPlaintext() {
        String issuer = "http://127.0.0.1:8080";
        String document = "{\"issuer\":\"" + issuer + "\",\"token_endpoint\":\"" + issuer + "/token\"}";
        discovery.transport.then(200, document);
        granted(discovery.request(Issuer.of(issuer)).allowPlaintext().source());
        assertThat(discovery.sent())
                .containsExactly("GET " + issuer + "/.well-known/openid-configuration", "POST " + issuer + "/token");
    }

    @ParameterizedTest(name = "R8414-02: {0} is looked for at {1}, {2}, {3}", quoteTextArguments = false)
    @CsvSource({
        "/realms/x, /realms/x/.well-known/openid-configuration, /.well-known/oauth-authorization-server/realms/x, "
                + "/.well-known/openid-configuration/realms/x",
        "/a%2Fb/, /a%2Fb/.well-known/openid-configuration, /.well-known/oauth-authorization-server/a%2Fb, "
                + "/.well-known/openid-configuration/a%2Fb",
        "/, /.well-known/openid-configuration, /.well-known/oauth-authorization-server, ''",
        "'', /.well-known/openid-configuration, /.well-known/oauth-authorization-server, ''"
    })
    void looksInOrder(String path, String first, String second, String third) {
        String origin = "https://id.example.com:8443";
        discovery.transport.always(response(404, ""));
        TokenException error = discovery.refused(discovery.request(Issuer.of(origin + path)));
        List<String> expected = List.of(first, second, third).stream()
                .filter(form -> !form.isEmpty())
                .map(form -> "GET " + origin + form)
                .toList();
        assertThat(discovery.sent()).isEqualTo(expected);
        assertThat(error.code()).isEqualTo(Code.CFG);
        assertThat(error)
                .message()
                .startsWith("CFG there is no metadata of this issuer (")
                .contains("status=404");
    }

    @Test
    @DisplayName("R8414-02: 404 moves on to the next form, and any other failure does not")
    void movesOnAfter404Only() {
        discovery.transport.then(404, "<html>").then(200, metadata(""));
        granted(discovery.request().source());
        assertThat(discovery.sent())
                .containsExactly(
                        "GET " + ISSUER + "/.well-known/openid-configuration",
                        "GET https://id.example.com/.well-known/oauth-authorization-server/realms/x",
                        "POST " + ENDPOINT);
        for (int status : new int[] {400, 401, 403, 410, 500, 503}) {
            Discovery other = new Discovery();
            other.transport.always(response(status, ""));
            TokenException error = other.refused(other.request());
            assertThat(other.transport.requests).hasSize(1);
            assertThat(error.code()).isEqualTo(Code.HTP);
            assertThat(error.retryable()).isEqualTo(status >= 500);
        }
    }

    @Test
    @DisplayName("R8414-02: an exact address is the only one")
    void looksAtTheExactAddress() {
        discovery.transport.always(response(404, ""));
        discovery.refused(discovery.request(Issuer.of(ISSUER).metadataUri("https://id.example.com/meta?a=b")));
        assertThat(discovery.sent()).containsExactly("GET https://id.example.com/meta?a=b");
        assertThat(catchThrowable(discovery.request(Issuer.of(ISSUER).metadataUri("http://id.example.com"))::source))
                .hasMessageStartingWith("CFG the metadata URI is not an absolute https URI");
    }

    @ParameterizedTest(name = "R8414-03: a document of {0} is not used", quoteTextArguments = false)
    @ValueSource(
            strings = {
                "https://id.example.com/realms/x/",
                "https://id.example.com/realms/X",
                "https://ID.example.com/realms/x",
                "https://id.example.com:443/realms/x",
                "https://id.example.com/realms/%78",
                "https://evil.example/realms/x",
                "",
                "https://id.example.com/realms/x\\r\\n"
            })
    void comparesTheIssuerExactly(String other) {
        TokenException error = refusedBy("{\"issuer\":\"" + other + "\",\"token_endpoint\":\"" + ENDPOINT + "\"}");
        assertThat(error.code()).isEqualTo(Code.CFG);
        assertThat(error.retryable()).isFalse();
        assertThat(error)
                .message()
                .contains("the metadata is of issuer '" + other.replace("\\r\\n", "??") + "', not of '" + ISSUER + "'")
                .endsWith("[H-ISSUER]");
    }

    @ParameterizedTest(name = "R8414-05: a redirect with {0} is not followed", quoteTextArguments = false)
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        TokenException error = refusedBy(status, Map.of("Location", List.of("https://evil.example/")));
        assertThat(error.code()).isEqualTo(Code.RED);
        assertThat(error.retryable()).isFalse();
    }

    @ParameterizedTest(name = "R8414-05, TM-20: {0} is no endpoint", quoteTextArguments = false)
    @ValueSource(
            strings = {
                "http://id.example.com/token",
                "/token",
                "https://u:p@id.example.com/token",
                "https://id.example.com/token#x",
                "urn:x",
                "https://",
                "https://id.example.com/ x",
                ""
            })
    void refusesEndpoints(String endpoint) {
        TokenException error = refusedBy("{\"issuer\":\"" + ISSUER + "\",\"token_endpoint\":\"" + endpoint + "\"}");
        assertThat(error.code()).isEqualTo(Code.CFG);
        assertThat(error).message().contains("token_endpoint").endsWith("[H-ISSUER]");
    }

    @Test
    @DisplayName("R8414-05, TM-25: credentials do not go to another origin than the issuer's, unless that was named")
    void refusesOtherOrigins() {
        String elsewhere = "{\"issuer\":\"" + ISSUER + "\",\"token_endpoint\":\"https://id.example.com:8443/token\"}";
        assertThat(refusedBy(elsewhere))
                .message()
                .contains(
                        "token_endpoint is at https://id.example.com:8443, which is not the issuer's origin",
                        "Issuer.of(..).allowEndpointsAt(?https://id.example.com:8443?)".replace("?", "\""));
        discovery.transport.then(200, elsewhere);
        Issuer named = Issuer.of(ISSUER).allowEndpointsAt("https://other.example", "https://ID.example.com:8443/");
        granted(discovery.request(named).source());
        assertThat(discovery.sent()).endsWith("POST https://id.example.com:8443/token");
        assertThat(catchThrowable(() -> Issuer.of(ISSUER).allowEndpointsAt("other.example")))
                .isInstanceOf(TokenConfigurationException.class);
    }

    @ParameterizedTest(name = "R8414-06, R6749-07: offered {0}, chosen {1}: {2}", quoteTextArguments = false)
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "-; -; Basic",
                "[\"client_secret_basic\",\"client_secret_post\"]; -; Basic",
                "[\"client_secret_post\",\"private_key_jwt\"]; -; post",
                "[\"private_key_jwt\"]; -; the server does not offer authentication by a client secret",
                "[\"client_secret_basic\"]; post; the server does not offer authentication by client_secret_post",
                "[\"client_secret_post\"]; post; post",
                "-; post; post"
            })
    void choosesTheMethod(String offered, String chosen, String expected) {
        discovery.transport.always(RecordingTransport.granted());
        discovery.document(offered == null ? "" : ",\"token_endpoint_auth_methods_supported\":" + offered);
        TokenRequest request = discovery.request();
        request = chosen == null ? request : request.authentication(ClientAuthentication.clientSecretPost());
        if (expected.length() > 5) {
            assertThat(discovery.refused(request))
                    .message()
                    .contains(expected, "- it offers ")
                    .startsWith("CFG ");
            return;
        }
        granted(request.source());
        boolean basic = discovery.transport.requests.get(1).headers().containsKey("Authorization");
        assertThat(basic).isEqualTo(expected.equals("Basic"));
    }

    @ParameterizedTest(name = "R8414-09: {2}", quoteTextArguments = false)
    @CsvSource(
            delimiter = ';',
            value = {
                "[]; NOT_JSON; not an object",
                "<html>; HTML; a page",
                "{\"issuer\":1}; BAD_TYPE; an issuer that is no text",
                "{\"token_endpoint_auth_methods_supported\":\"x\"}; BAD_TYPE; methods that are no list",
                "{\"token_endpoint_auth_methods_supported\":[{}]}; BAD_TYPE; methods that are no texts",
                "{\"mtls_endpoint_aliases\":[]}; BAD_TYPE; aliases that are no object",
                "{\"issuer\":\"a\",\"issuer\":\"b\"}; TOO_COMPLEX; two issuers",
                "{\"issuer\":\"a\"; NOT_JSON; a document that is cut off"
            })
    void refusesTheDocument(String document, FailureKind kind, String what) {
        TokenException error = refusedBy(document);
        assertThat(error.code()).isEqualTo(Code.MTR);
        assertThat(error.failure().kind()).contains(kind);
        assertThat(error).message().contains("looked last at " + ISSUER).endsWith("[H-ISSUER]");
    }

    @Test
    @DisplayName("R8414-09: bounds are those of a token answer; signed_metadata and what else there is are ignored")
    void boundsTheDocument() {
        assertThat(refusedBy(metadata(",\"x\":\"" + "y".repeat(1 << 20) + "\""))
                        .failure()
                        .kind())
                .contains(FailureKind.TOO_LARGE);
        String deep = ",\"x\":" + "[".repeat(40) + "]".repeat(40);
        assertThat(refusedBy(metadata(deep)).failure().kind()).contains(FailureKind.TOO_COMPLEX);
        discovery.document(",\"signed_metadata\":\"e30.e30.x\",\"jwks_uri\":\"http://169.254.169.254/\",\"x\":[{}]");
        granted(discovery.request().source());
        assertThat(discovery.sent()).hasSize(2);
    }

    @Test
    @DisplayName("R8705-02: a client with a certificate goes to the alias, if there is one, and others do not")
    void prefersTheAlias() {
        String mtls = "https://mtls.example.com/token";
        String aliases =
                ",\"mtls_endpoint_aliases\":{\"revocation_endpoint\":\"x\",\"token_endpoint\":\"" + mtls + "\"}";
        Issuer issuer = Issuer.of(ISSUER).allowEndpointsAt("https://mtls.example.com");
        TokenRequest certificate = OAuth2.clientCredentials(issuer)
                .clientId("billing-client")
                .authentication(ClientAuthentication.tlsClientAuth())
                .transport(discovery.transport);
        discovery.document(aliases);
        granted(certificate.source());
        discovery.document(",\"mtls_endpoint_aliases\":{\"revocation_endpoint\":\"x\"}");
        granted(certificate.source());
        discovery.document(aliases);
        granted(discovery.request(issuer).source());
        assertThat(discovery.sent().stream().filter(sent -> sent.startsWith("POST")))
                .containsExactly("POST " + mtls, "POST " + ENDPOINT, "POST " + ENDPOINT);
    }
}

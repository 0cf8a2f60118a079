package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RecordingTransport.response;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.Leaks;
import io.reactortoken.LogLines;
import io.reactortoken.Messages;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenException;
import io.reactortoken.credential.SecretSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** RFC 8707, and what else a request may be given: audiences, parameters that are secrets, remarks when it is built. */
class TokenTargetsTest {

    private static final String CANARY = "CNRY-key-91c4e2b8";

    private static Ask asking(String... resources) {
        return Ask.with(request -> request.resource(resources));
    }

    @Test
    @DisplayName("R8707-02, TM-19: several resources are fields of their own, in order, each encoded")
    void sendsResources() {
        Ask ask = asking("https://api.example.com/a b".replace(" ", "%20"), "urn:x:y", "https://b/?c=d");
        ask.grantedBy(RecordingTransport.GRANTED);
        assertThat(ask.transport.body())
                .isEqualTo("grant_type=client_credentials&scope=orders%3Aread+orders%3Awrite"
                        + "&resource=https%3A%2F%2Fapi.example.com%2Fa%2520b&resource=urn%3Ax%3Ay"
                        + "&resource=https%3A%2F%2Fb%2F%3Fc%3Dd");
    }

    private static String granted(String token) {
        return RecordingTransport.GRANTED.replace(RecordingTransport.TOKEN, token);
    }

    @Test
    @DisplayName("R8707-03, TM-19: a token for one resource is held apart from the token for another")
    void holdsATokenPerResource() {
        Ask ask = Ask.plainly();
        ask.transport.then(200, granted("for-a")).then(200, granted("for-b"));
        try (CachedTokenSource a = ask.request().resource("https://a").cache();
                CachedTokenSource b = ask.request().resource("https://b").cache()) {
            for (int use = 0; use < 2; use++) {
                StepVerifier.create(Flux.concat(a.token(), b.token()).map(AccessToken::reveal))
                        .expectNext("for-a", "for-b")
                        .verifyComplete();
            }
        }
        assertThat(ask.transport.requests)
                .extracting(request -> new String(request.body(), UTF_8).replaceFirst(".*&", ""))
                .containsExactly("resource=https%3A%2F%2Fa", "resource=https%3A%2F%2Fb");
    }

    @Test
    @DisplayName("R6749-13: a resource that is named twice is sent once")
    void sendsAResourceOnce() {
        Ask ask = Ask.with(request -> request.resource("https://a").resource("https://a", "https://b"));
        ask.grantedBy(RecordingTransport.GRANTED);
        assertThat(ask.transport.body()).endsWith("&resource=https%3A%2F%2Fa&resource=https%3A%2F%2Fb");
    }

    @ParameterizedTest(name = "R8707-01: {0} is no resource", quoteTextArguments = false)
    @ValueSource(
            strings = {
                "",
                "api",
                "/api",
                "//api",
                "https://api/#CNRY-key-91c4e2b8",
                "https://api/#",
                "https://a b",
                "https://caf\u00e9"
            })
    void refusesResources(String resource) {
        Throwable error = catchThrowable(() -> asking(resource).request());
        assertThat(error).isInstanceOf(TokenConfigurationException.class);
        Messages.assertWellFormed(error);
        Leaks.assertNone(error, CANARY);
        assertThat(error).message().endsWith("[H-TARGET]");
    }

    @Test
    @DisplayName("R8707-04: invalid_target names the resources")
    void namesTheResources() {
        Ask ask =
                Ask.with(request -> request.resource("https://api.example.com").audience("orders"));
        TokenException error = ask.refusedBy(400, "{\"error\":\"invalid_target\"}");
        assertThat(error.retryable()).isFalse();
        assertThat(error).message().contains("- asked for https://api.example.com orders [H-TARGET]");
        assertThat(Ask.refused(400, "{\"error\":\"invalid_target\"}"))
                .message()
                .contains("none was named, and this server wants a resource or an audience");
    }

    @Test
    @DisplayName("R6749-13: one audience is sent; two are refused, but for a token exchange; none is blank")
    void sendsAnAudience() {
        Ask ask = Ask.with(request -> request.audience("https://orders.example.com"));
        ask.grantedBy(RecordingTransport.GRANTED);
        assertThat(ask.transport.body()).endsWith("&audience=https%3A%2F%2Forders.example.com");
        assertThat(catchThrowable(() -> Ask.with(request -> request.audience("a", "b"))
                        .request()
                        .source()))
                .hasMessageStartingWith("CFG there is more than one audience");
        assertThat(catchThrowable(
                        () -> Ask.with(request -> request.audience(" ")).request()))
                .hasMessageStartingWith("CFG an audience is blank");
    }

    @Test
    @DisplayName("R6749-43: a parameter that is a secret is sent, read for each request, and never shown")
    void hidesSecretParameters() {
        Ask ask = Ask.with(request -> request.param("tenant", "t").param("api_key", SecretSource.of(CANARY)));
        TokenException error =
                ask.refusedBy(400, "{\"error\":\"invalid_request\",\"error_description\":\"" + CANARY + "\"}");
        assertThat(ask.transport.body()).endsWith("&tenant=t&api_key=" + CANARY);
        Leaks.assertNone(error, CANARY);
        assertThat(error).message().contains("(hidden: it quotes a credential)", "tenant(1), api_key(17);");
        Leaks.assertNone(ask.request(), CANARY);
        assertThat(catchThrowable(() -> ask.request().param("api_key", "x")))
                .hasMessageContaining("the parameter api_key is there already");
        assertThat(catchThrowable(() -> ask.request().param("tenant", SecretSource.of("x"))))
                .hasMessageContaining("the parameter tenant is there already");
        assertThat(catchThrowable(() -> ask.request().param("client_secret", SecretSource.of("x"))))
                .hasMessageContaining("is set by its own method");
    }

    @ParameterizedTest(name = "{0}: {2} is remarked when the source is built", quoteTextArguments = false)
    @CsvSource({
        "R6749-16, scope, a requested scope holds a comma",
        "R8707-01, resource, a resource has a query",
        "R6749-11, plaintext, the client's credentials travel in plain text"
    })
    void remarksOnTheRequest(String row, String what, String said) {
        TokenRequest odd = Ask.plainly().request();
        odd = switch (what) {
            case "scope" -> odd.scope("a,b");
            case "resource" -> odd.resource("https://a?b");
            default ->
                OAuth2.clientCredentials("http://mesh.local/token")
                        .clientId("billing-client")
                        .clientSecret(SecretSource.of(Ask.SECRET))
                        .transport(new RecordingTransport())
                        .allowPlaintext();
        };
        try (LogLines lines = LogLines.listen()) {
            odd.source();
            assertThat(lines.of("WARN")).singleElement().asString().contains(said, "client=bil..ent(14)");
        }
    }

    @ParameterizedTest(name = "R6749-11: {0} is not remarked", quoteTextArguments = false)
    @ValueSource(strings = {"http://127.0.0.1:1/t", "http://localhost/t", "http://[::1]/t", "https://mesh.local/t"})
    void doesNotRemarkOnLoopback(String uri) {
        try (LogLines lines = LogLines.listen()) {
            OAuth2.clientCredentials(uri)
                    .clientId("id")
                    .clientSecret(SecretSource.of(Ask.SECRET))
                    .transport(new RecordingTransport())
                    .allowPlaintext()
                    .source();
            assertThat(lines.all()).isEmpty();
        }
    }

    @Test
    @DisplayName("TE-114, R6749-37: the token endpoint never gets a bearer token, and its 401 is a refusal")
    void isNoResource() {
        Ask ask = Ask.plainly();
        TokenException error = ask.refusedBy(response(401, "{\"error\":\"invalid_token\"}"));
        assertThat(error.retryable()).isFalse();
        assertThat(ask.transport.only().headers().get("Authorization")).startsWith("Basic ");
    }
}

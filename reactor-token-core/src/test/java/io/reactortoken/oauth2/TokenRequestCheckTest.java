package io.reactortoken.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reactortoken.Leaks;
import io.reactortoken.Messages;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What is refused before anything is read or sent. */
class TokenRequestCheckTest {

    private static final String URI_OK = "https://id.example.com/oauth2/token";
    private static final String CANARY = "CNRY-sec-5b0c7d91";

    /** Fails the test by being asked. */
    private static final class Untouchable implements SecretSource {
        boolean asked;

        @Override
        public Mono<Secret> secret() {
            asked = true;
            return Mono.just(Secret.of(CANARY));
        }

        @Override
        public void verify() {
            asked = true;
        }

        @Override
        public String description() {
            return "the test";
        }
    }

    private final Untouchable secret = new Untouchable();
    private final RecordingTransport transport = new RecordingTransport();

    private TokenRequest complete(String uri) {
        return OAuth2.clientCredentials(uri)
                .clientId("billing-client")
                .clientSecret(secret)
                .transport(transport);
    }

    private static void assertRefused(Throwable error, Code code) {
        Messages.assertWellFormed(error);
        Leaks.assertNone(error, CANARY);
        assertThat(error).message().startsWith(code.label() + " ");
    }

    @ParameterizedTest(
            name = "R6749-11, TM-20: {0} is refused before the secret is asked for",
            quoteTextArguments = false)
    @ValueSource(
            strings = {
                "http://id.example.com/token",
                "HTTP://id.example.com/token",
                "id.example.com/token",
                "//id.example.com/token",
                "/token",
                "",
                "ws://id.example.com/token",
                "wss://id.example.com/token",
                "ftp://id.example.com/token",
                "file:///etc/passwd",
                "https:id.example.com/token",
                "mailto:a@b",
                "https:///token",
                "https://user:CNRY-sec-5b0c7d91@id.example.com/token",
                "https://id.example.com:0/token",
                "https://id.example.com:65536/token",
                "https://id.example.com/t\u00f6ken",
                "https://id.ex\u00e4mple.com/token"
            })
    void refusesTheUri(String uri) {
        TokenRequest request = complete(uri);
        for (Throwable error : new Throwable[] {catchThrowable(request::source), catchThrowable(request::cache)}) {
            assertThat(error).isInstanceOf(TokenConfigurationException.class).hasNoCause();
            assertRefused(error, Code.CFG);
            assertThat(error).message().endsWith(" [H-URI]");
        }
        assertThat(secret.asked).isFalse();
        Leaks.assertNone(request, CANARY);
    }

    @ParameterizedTest(name = "R6749-06, TM-27: {0} holds a credential", quoteTextArguments = false)
    @ValueSource(
            strings = {
                "https://id.example.com/token?client_secret=CNRY-sec-5b0c7d91",
                "https://id.example.com/token?a=b&Client_ID=x",
                "https://id.example.com/token?client%5Fsecret=CNRY-sec-5b0c7d91",
                "https://id.example.com/token?client_assertion=CNRY-sec-5b0c7d91",
                "https://id.example.com/token?access_token=CNRY-sec-5b0c7d91",
                "https://id.example.com/token?access_token"
            })
    void refusesCredentialsInTheUri(String uri) {
        refusesTheUri(uri);
    }

    @ParameterizedTest(name = "R6749-10: {0} has a fragment", quoteTextArguments = false)
    @ValueSource(strings = {"https://id.example.com/token#", "https://id.example.com/token#CNRY-sec-5b0c7d91"})
    void refusesAFragment(String uri) {
        refusesTheUri(uri);
    }

    @ParameterizedTest(name = "R6749-11, TM-03: [{index}] is no URI, and is not quoted")
    @ValueSource(
            strings = {"https://", "https://id.example.com/ CNRY-sec-5b0c7d91", "https://id/%zzCNRY-sec-5b0c7d91", ":"})
    void refusesWhatIsNoUri(String uri) {
        Throwable error = catchThrowable(() -> OAuth2.clientCredentials(uri));
        assertThat(error).isInstanceOf(TokenConfigurationException.class).hasNoCause();
        assertRefused(error, Code.CFG);
    }

    @ParameterizedTest(name = "R6749-11: {0} is allowed where it was named", quoteTextArguments = false)
    @ValueSource(strings = {"http://127.0.0.1:8080/token", "HTTP://mesh.local/token", URI_OK})
    void allowsPlaintextWhereNamed(String uri) {
        assertThat(complete(uri).allowPlaintext().source()).isNotNull();
        assertThat(secret.asked).isTrue();
    }

    @ParameterizedTest(name = "R6749-01: [{index}] is no client id")
    @ValueSource(strings = {"", " ", "\t\n"})
    void refusesABlankClientId(String id) {
        Throwable error = catchThrowable(complete(URI_OK).name("billing").clientId(id)::source);
        assertThat(error).isInstanceOf(TokenConfigurationException.class);
        assertRefused(error, Code.CFG);
        assertThat(error).message().contains("(client=billing, as=https://id.example.com)");
        assertThat(secret.asked).isFalse();
    }

    @Test
    @DisplayName("R6749-04: half of a surrogate pair in a client id or a parameter")
    void refusesUnpairedSurrogates() {
        Throwable id = catchThrowable(complete(URI_OK).clientId("a\ud83d")::source);
        Throwable parameter = catchThrowable(() -> complete(URI_OK).param("region", "\ude00"));

        assertRefused(id, Code.CFG);
        assertRefused(parameter, Code.CFG);
    }

    @Test
    @DisplayName("R6749-01: a client without a secret")
    void refusesAMissingSecret() {
        Throwable error = catchThrowable(OAuth2.clientCredentials(URI_OK).clientId("billing-client")::source);
        assertThat(error).isInstanceOf(TokenConfigurationException.class);
        assertRefused(error, Code.CFG);
        assertThat(error).message().endsWith("[H-CLIENT]").contains("client=bil..ent(14)");
    }

    @Test
    @DisplayName("CS-01: an environment variable that is not set, when the request is built")
    void refusesAMissingVariable() {
        Throwable error =
                catchThrowable(complete(URI_OK).clientSecret(SecretSource.env("REACTOR_TOKEN_NEVER_SET"))::cache);
        assertThat(error).isInstanceOf(TokenCredentialException.class);
        assertRefused(error, Code.CRD_P);
        assertThat(error)
                .message()
                .contains("REACTOR_TOKEN_NEVER_SET", "client=bil..ent(14)", "as=https://id.example.com");
        assertThat(transport.requests).isEmpty();
    }

    @Test
    @DisplayName("6.3 there is no transport on the class path")
    void refusesAMissingTransport() {
        Throwable error = catchThrowable(
                OAuth2.clientCredentials(URI_OK).clientId("billing-client").clientSecret(SecretSource.of(CANARY))
                        ::source);
        assertRefused(error, Code.CFG);
        assertThat(error).message().contains("reactor-token-netty").endsWith("[H-TRANSPORT]");
    }

    @ParameterizedTest(name = "R6749-43: {0}={1} is refused", quoteTextArguments = false)
    @CsvSource({
        "grant_type, x",
        "client_id, x",
        "CLIENT_ID, x",
        "client_secret, x",
        "client_assertion, x",
        "client_assertion_type, x",
        "client_assertion_of_mine, x",
        "scope, x",
        "'', x",
        "a b, x",
        "a&b, x",
        "a=b, x",
        "\u00e4, x",
        "region, ''",
        "audience, x",
        "resource, x",
        "Refresh_Token, x",
        "assertion, x",
        "subject_token, x",
        "requested_token_type, x",
        "tenant, x"
    })
    void refusesParameters(String name, String value) {
        TokenRequest request = complete(URI_OK).param("tenant", "t1");
        Throwable error = catchThrowable(() -> request.param(name, value));
        assertThat(error).isInstanceOf(TokenConfigurationException.class);
        assertRefused(error, Code.CFG);
    }

    @ParameterizedTest(name = "R6749-16: [{index}] is no scope token")
    @ValueSource(strings = {"", " ", "a b", " a", "a\tb", "a\"b", "a\\b", "caf\u00e9", "a\u007f", "\ud83d\ude00"})
    void refusesScopeTokens(String token) {
        Throwable error = catchThrowable(() -> complete(URI_OK).scope("ok", token));
        assertThat(error).isInstanceOf(TokenConfigurationException.class);
        assertRefused(error, Code.CFG);
        assertThat(error).message().endsWith("[H-SCOPE]");
    }

    @Test
    @DisplayName("3 nothing is sent, and no secret is read, before the first subscription")
    void asksNobodyWhenBuilt() {
        assertThat(complete(URI_OK)
                        .clientSecret(SecretSource.of(CANARY))
                        .source()
                        .token())
                .isNotNull();
        assertThat(transport.requests).isEmpty();
    }

    @Test
    void namesTheOriginOfAUriWithoutAHost() {
        assertThat(TokenEndpointUri.origin(URI.create("https:opaque"))).isEqualTo("https://?");
    }
}

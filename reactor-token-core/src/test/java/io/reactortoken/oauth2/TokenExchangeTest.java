package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RecordingTransport.TOKEN;
import static io.reactortoken.oauth2.RecordingTransport.response;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.FailureKind;
import io.reactortoken.Leaks;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** RFC 8693 in the rows of section 1.6. */
class TokenExchangeTest {

    private static final String SUBJECT = "CNRY-sub-91c4e2b8";
    private static final String ACTOR = "CNRY-act-77aa51c0";
    private static final String TYPES = "urn:ietf:params:oauth:token-type:";
    private static final String ENCODED = "urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3A";
    private static final String GRANT = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange";

    private static TokenExchange plain() {
        return TokenExchange.of(SecurityToken.accessToken(SecretSource.of(SUBJECT)));
    }

    private static Ask asking(TokenExchange exchange) {
        return Ask.by(OAuth2.tokenExchange(Ask.URI, exchange));
    }

    private static String answer(String issued, String type, String more) {
        return "{\"access_token\":\"" + TOKEN + "\",\"issued_token_type\":\"" + issued + "\",\"token_type\":\"" + type
                + "\"" + more + "}";
    }

    private static final String GRANTED = answer(TYPES + "access_token", "Bearer", ",\"expires_in\":3600");

    @Test
    @DisplayName("R8693-01: grant type, subject token and its type, and nothing that was not asked for")
    void sendsTheSubject() {
        Ask ask = asking(plain());
        assertThat(ask.grantedBy(GRANTED).type()).isEqualTo("Bearer");
        assertThat(ask.transport.body())
                .isEqualTo(GRANT + "&subject_token=" + SUBJECT + "&subject_token_type=" + ENCODED + "access_token");
    }

    @Test
    @DisplayName("R8693-02: an actor token comes with its type")
    void sendsTheActor() {
        Ask ask = asking(plain().actor(SecurityToken.jwt(SecretSource.of(ACTOR))));
        ask.grantedBy(GRANTED);
        assertThat(ask.transport.body()).endsWith("&actor_token=" + ACTOR + "&actor_token_type=" + ENCODED + "jwt");
        assertThat(asking(plain()).request().toString()).doesNotContain("actor");
    }

    @Test
    @DisplayName("R8693-03: resources and audiences may be repeated, and a type be requested")
    void sendsTargets() {
        Ask ask = Ask.by(OAuth2.tokenExchange(Ask.URI, plain().requestedTokenType(TYPES + "access_token"))
                .resource("https://a", "https://b")
                .audience("x", "y"));
        ask.grantedBy(GRANTED);
        assertThat(ask.transport.body())
                .startsWith(GRANT + "&requested_token_type=" + ENCODED + "access_token&subject_token=")
                .endsWith("&resource=https%3A%2F%2Fa&resource=https%3A%2F%2Fb&audience=x&audience=y");
    }

    @Test
    @DisplayName("R8693-04: an answer without issued_token_type is refused")
    void refusesAMissingType() {
        TokenException error = asking(plain()).refusedBy(200, RecordingTransport.GRANTED);
        assertThat(error.failure().kind()).contains(FailureKind.MISSING);
        assertThat(error).message().startsWith("MTR the answer has no issued_token_type");
    }

    @Test
    @DisplayName("R8693-04: another type than the requested one is refused, unless any will do")
    void refusesAnotherType() {
        TokenExchange exchange = plain().requestedTokenType(TYPES + "jwt");
        TokenException error = asking(exchange).refusedBy(200, GRANTED);
        assertThat(error.code()).isEqualTo(Code.UTT);
        assertThat(error).message().contains("'" + TYPES + "access_token'", "requested: " + TYPES + "jwt [H-TYPE]");
        assertThat(asking(exchange.acceptAnyTokenType()).grantedBy(GRANTED).reveal())
                .isEqualTo(TOKEN);
    }

    @ParameterizedTest(name = "R8693-05: {0} is a token for another purpose", quoteTextArguments = false)
    @CsvSource({"N_A", "n_a"})
    void grantsWhatIsNoAccessToken(String type) {
        AccessToken token = asking(plain()).grantedBy(answer(TYPES + "saml2", type, ""));
        assertThat(token.type()).isEqualTo("N_A");
        assertThat(token.reveal()).isEqualTo(TOKEN);
    }

    @Test
    @DisplayName("R8693-06: the lifetime ends with the subject's, where that is known")
    void endsWithTheSubject() {
        TestTime time = TestTime.create();
        AccessToken subject = AccessToken.builder(SUBJECT)
                .issuedAt(time.instant())
                .lifetime(Duration.ofMinutes(10))
                .build();
        TokenExchange exchange = TokenExchange.of(SecurityToken.accessToken(TokenSource.fixed(subject)));
        assertThat(cached(exchange, GRANTED, time).lifetime()).contains(Duration.ofMinutes(10));
        String shorter = answer(TYPES + "access_token", "Bearer", ",\"expires_in\":60,\"scope\":\"a\"");
        assertThat(cached(exchange, shorter, time).lifetime()).contains(Duration.ofMinutes(1));
        String unknown = answer(TYPES + "access_token", "Bearer", "");
        assertThat(cached(exchange, unknown, time).lifetime()).isEmpty();
        time.advance(Duration.ofMinutes(7));
        AccessToken last = cached(exchange, unknown, time);
        assertThat(last.lifetime()).contains(Duration.ofMinutes(3));
        assertThat(last.issuedAt()).contains(time.instant());
    }

    private static AccessToken cached(TokenExchange exchange, String answer, TestTime time) {
        Ask ask = asking(exchange);
        ask.transport.always(response(200, answer));
        AtomicReference<AccessToken> token = new AtomicReference<>();
        try (CachedTokenSource tokens = ask.request().cache(time.policy().build())) {
            StepVerifier.create(tokens.token()).consumeNextWith(token::set).verifyComplete();
        }
        return token.get();
    }

    @ParameterizedTest(
            name = "R8693-07: {0} is permanent, and the subject token is not shown",
            quoteTextArguments = false)
    @CsvSource({
        "invalid_request, H-REQ, subject_token(17)",
        "invalid_grant, H-GRANT, is the subject token valid at this server",
        "invalid_target, H-TARGET, none was named"
    })
    void hidesTheSubject(String code, String hint, String said) {
        Ask ask = asking(plain().actor(SecurityToken.idToken(SecretSource.of(ACTOR))));
        TokenException error = ask.refusedBy(
                400, "{\"error\":\"" + code + "\",\"error_description\":\"bad " + SUBJECT + " or " + ACTOR + "\"}");
        Leaks.assertNone(error, SUBJECT, ACTOR);
        assertThat(error.retryable()).isFalse();
        assertThat(error)
                .message()
                .contains("hidden: it quotes a credential", said)
                .endsWith("[" + hint + "]");
    }

    @Test
    @DisplayName("R8693-01: the subject is asked for anew with each request; its failure is the exchange's")
    void readsTheSubjectEachTime() {
        int[] asked = {0};
        TokenSource subject = TokenSource.of(() -> {
            asked[0]++;
            return Mono.just(AccessToken.bearer("subject" + asked[0], Duration.ofHours(1)));
        });
        Ask ask = asking(TokenExchange.of(SecurityToken.accessToken(subject)));
        ask.grantedBy(GRANTED);
        ask.grantedBy(GRANTED);
        assertThat(new String(ask.transport.requests.get(1).body(), US_ASCII)).contains("subject_token=subject2&");
        assertThatIllegalArgumentException().isThrownBy(() -> SecurityToken.of(SecretSource.of("x"), " "));
    }

    @Test
    @DisplayName("R8693-01: a client that does not authenticate need not have an id")
    void allowsNoClient() {
        RecordingTransport transport = new RecordingTransport().always(response(200, GRANTED));
        TokenSource source = OAuth2.tokenExchange(Ask.URI, plain())
                .authentication(ClientAuthentication.none())
                .transport(transport)
                .source();
        StepVerifier.create(source.token()).expectNextCount(1).verifyComplete();
        assertThat(transport.body()).doesNotContain("client_id");
        assertThat(transport.only().headers()).doesNotContainKey("Authorization");
    }
}

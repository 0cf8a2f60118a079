package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.MemberFixture.with;
import static io.reactortoken.oauth2.RecordingTransport.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.FailureKind;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 2.2 and 2.3 of the catalogue: the token's text and its type. */
class AccessTokenRowsTest {

    @ParameterizedTest(name = "{0}, R6749-32, TM-03, TM-26: {2}, and the text is not shown", quoteTextArguments = false)
    @CsvSource({
        "TE-051, 'abc\\r\\nX-Injected: 1', a control character U+000D at index 3",
        "TE-051, 'CNRY-tok-8d1\\r\\n\\r\\nGET / HTTP/1.1', a control character U+000D at index 12",
        "TE-052, 'a\\nb', a control character U+000A at index 1",
        "TE-052, 'a\\u0000b', a control character U+0000 at index 1",
        "TE-052, 'a\\tb', a control character U+0009 at index 1",
        "TE-052, 'a\\u007f', a control character U+007F at index 1",
        "TE-052, 'a\\u0085', a control character U+0085 at index 1",
        "TE-052, ' a', a space U+0020 at index 0",
        "TE-052, 'a ', a space U+0020 at index 1",
        "TE-053, 'a\\u00e9', a character U+00E9 at index 1",
        "TE-053, '\\uff21', a character U+FF21 at index 0",
        "TE-053, '\\ud83d\\ude00', a character U+1F600 at index 0",
        "TE-053, 'ab\\ud83d', a character U+D83D at index 2",
        "TE-053, 'a\\u202e', a character U+202E at index 1",
        "TE-053, '\\ufeffa', a character U+FEFF at index 0",
        "TE-056, 'Bearer CNRY-tok-8d1f60a7', [H-PREFIX]",
        "TE-056, 'bearer CNRY-tok-8d1f60a7', [H-PREFIX]"
    })
    void refusesCharacters(String row, String text, String shown) {
        TokenException error = Ask.refused(200, with("access_token", "\"" + text + "\""));
        assertThat(error.code()).isEqualTo(Code.MTR);
        assertThat(error.failure().kind()).contains(FailureKind.BAD_CHAR);
        assertThat(error).message().contains(shown);
    }

    @ParameterizedTest(name = "TE-055, R6749-32: {0} is opaque, byte for byte", quoteTextArguments = false)
    @ValueSource(strings = {"a|b", "a\\\"b", "a,b", "a:b", "a\\\\b", "a=b", "~{}", "=", "a=="})
    void acceptsVisibleCharacters(String text) {
        String expected = text.replace("\\\"", "\"").replace("\\\\", "\\");
        Ask ask = Ask.plainly();
        assertThat(ask.grantedBy(with("access_token", "\"" + text + "\"")).reveal())
                .isEqualTo(expected);
        assertThat(ask.remarks())
                .hasSize(expected.equals("a==") ? 0 : 1)
                .allMatch(line -> line.contains("RFC 6750 section 2.1"));
    }

    @ParameterizedTest(name = "TE-057: {0} is no text", quoteTextArguments = false)
    @ValueSource(
            strings = {"12345678901234", "true", "{\"access_token\":\"CNRY-tok-8d1f60a7\"}", "[\"CNRY-tok-8d1f60a7\"]"})
    void refusesOtherTypes(String json) {
        TokenException error = Ask.refused(200, with("access_token", json));
        assertThat(error.failure().kind()).contains(FailureKind.BAD_TYPE);
        assertThat(error).message().startsWith("MTR the member access_token is not a string");
    }

    @ParameterizedTest(name = "TE-058: {0} is none", quoteTextArguments = false)
    @ValueSource(strings = {"\"\"", "null"})
    void refusesNoToken(String json) {
        TokenException error = Ask.refused(200, with("access_token", json));
        assertThat(error.failure().kind()).contains(FailureKind.MISSING);
        assertThat(error).message().startsWith("MTR the answer has no access_token");
    }

    @ParameterizedTest(name = "TE-061, R9068-01: {0} is opaque", quoteTextArguments = false)
    @ValueSource(
            strings = {"e30.%%%.c2ln", "e30.bm90IGpzb24.c2ln", "e30..c2ln", "e30.W10.c2ln", "e30.eyJleHAiOnt9fQ.x"})
    void acceptsWhatIsNoJwt(String token) {
        assertThat(Ask.granted(with("access_token", "\"" + token + "\"")).reveal())
                .isEqualTo(token);
    }

    @ParameterizedTest(name = "R6749-31: {0} characters", quoteTextArguments = false)
    @CsvSource({"7168, 0", "7169, 1", "900000, 1"})
    void warnsOfALargeToken(int length, int warnings) {
        Ask ask = Ask.plainly();
        String token = "x".repeat(length);
        assertThat(ask.grantedBy(with("access_token", "\"" + token + "\"")).reveal())
                .isEqualTo(token);
        assertThat(ask.warnings()).hasSize(warnings).allMatch(line -> line.contains("limit a header to 8 KB"));
    }

    @Test
    @DisplayName("TE-065, R6749-24: no token_type is refused, and accepted where the user says so")
    void refusesAMissingType() {
        String body = "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":60}";
        TokenException error = Ask.refused(200, body);
        assertThat(error.failure().kind()).contains(FailureKind.MISSING);
        assertThat(error).message().startsWith("MTR the answer has no token_type");

        Ask lenient = Ask.with(request -> request.answers(AnswerPolicy.strict().assumeBearer()));
        assertThat(lenient.grantedBy(body).type()).isEqualTo("Bearer");
        assertThat(lenient.remarks()).singleElement().asString().contains("no token_type; taken as Bearer");
    }

    @ParameterizedTest(
            name = "TE-066: {0} is no type, not even for those who assume Bearer",
            quoteTextArguments = false)
    @ValueSource(strings = {"null", "\"\"", "1", "[\"Bearer\"]", "{}"})
    void refusesWhatIsNoType(String json) {
        assertThat(Ask.refused(200, with("token_type", json)).failure().kind()).contains(FailureKind.BAD_TYPE);
        Ask lenient = Ask.with(request -> request.answers(AnswerPolicy.strict().assumeBearer()));
        assertThat(lenient.refusedBy(200, with("token_type", json)).code()).isEqualTo(Code.MTR);
    }

    @ParameterizedTest(name = "TE-067, R6749-22, R6749-25: {0} is Bearer, in any locale", quoteTextArguments = false)
    @ValueSource(strings = {"bearer", "BEARER", "BeArEr", "Bearer"})
    void acceptsBearer(String type) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            // R6749-25: canonical, not the echo of the server's spelling
            assertThat(Ask.granted(with("token_type", "\"" + type + "\"")).type())
                    .isEqualTo("Bearer");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest(name = "{0}, R6749-23: {1} is not understood", quoteTextArguments = false)
    @CsvSource({
        "TE-069, mac, 'mac'",
        "TE-069, MAC, 'MAC'",
        "TE-070, N_A, 'N_A'",
        "TE-071, DPoP, 'DPoP'",
        "TE-073, JWT, 'JWT'",
        "TE-073, access_token, 'access_token'",
        "TE-073, BearerToken, 'BearerToken'",
        "TE-073, 'Bearer ', 'Bearer '",
        "TE-073, urn:ietf:params:oauth:token-type:jwt, 'urn:ietf:params:oauth:token-type:jwt'",
        "TE-074, Bearer\u0130, 'Bearer?'",
        "TE-074, 'Bearer\\r\\n', 'Bearer??'",
        "O1, a CNRY-tok-8d1f60a7, hidden: it quotes a credential"
    })
    void refusesOtherTypes(String row, String type, String shown) {
        TokenException error = Ask.refused(200, with("token_type", "\"" + type + "\""));
        assertThat(error.code()).isEqualTo(Code.UTT);
        assertThat(error.retryable()).isFalse();
        assertThat(error).message().contains(shown).endsWith("[H-TYPE]");
    }

    @Test
    @DisplayName("TE-074: a type of a megabyte is cut at 64 characters")
    void cutsTheType() {
        assertThat(Ask.refused(200, with("token_type", "\"" + "x".repeat(1_000_000) + "\"")))
                .message()
                .contains("'" + "x".repeat(64) + "'");
    }

    @Test
    @DisplayName("TE-073: a type that the user names is Bearer")
    void acceptsAnAlias() {
        Ask ask = Ask.with(request -> request.answers(AnswerPolicy.strict().typeAlias("BearerToken")));
        AccessToken token = ask.grantedBy(with("token_type", "\"bearertoken\""));
        assertThat(token.type()).isEqualTo("Bearer");
        assertThat(ask.refusedBy(200, with("token_type", "\"JWT\"")).code()).isEqualTo(Code.UTT);
    }

    @Test
    @DisplayName("TE-020: a form is read where the user says so")
    void readsAForm() {
        Ask ask = Ask.with(request -> request.answers(AnswerPolicy.strict().acceptForm()));
        AccessToken token = ask.grantedBy("access_token=" + TOKEN + "&token_type=bearer&expires_in=3600&scope=a+b%3Ac");
        assertThat(token.scopes()).containsExactly("a", "b:c");
        assertThat(token.lifetime()).contains(Duration.ofHours(1));
        assertThat(ask.grantedBy(RecordingTransport.GRANTED).reveal()).isEqualTo(TOKEN);
        String twice = "access_token=" + TOKEN + "&access_token=x&token_type=bearer";
        assertThat(ask.refusedBy(200, twice).failure().kind()).contains(FailureKind.TOO_COMPLEX);
        assertThat(ask.refusedBy(200, "access_token=%zz").failure().kind()).contains(FailureKind.NOT_JSON);
    }

    @Test
    @DisplayName("TE-104, R6749-33: a refresh_token and an id_token are remarked and dropped")
    void dropsOtherTokens() throws ReflectiveOperationException {
        String other = "CNRY-ref-77aa51c0d9";
        for (String name : new String[] {"refresh_token", "id_token"}) {
            Ask ask = Ask.plainly();
            AccessToken token = ask.grantedBy(with(name, "\"" + other + "\""));
            assertThat(ask.remarks())
                    .singleElement()
                    .asString()
                    .contains(name, "ignored")
                    .doesNotContain("CNRY-ref");
            for (var field : AccessToken.class.getDeclaredFields()) {
                field.setAccessible(true);
                assertThat(String.valueOf(field.get(token))).doesNotContain(other);
            }
        }
    }
}

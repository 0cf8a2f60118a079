package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.MemberFixture.with;
import static io.reactortoken.oauth2.RecordingTransport.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.FailureKind;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 2.4 of the catalogue: how the lifetime is read. What a cache makes of it is in {@link CachedLifetimeTest}. */
class LifetimeRowsTest {

    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE / 1_000);

    @ParameterizedTest(name = "{0}: {1} is {2} s, {3}", quoteTextArguments = false)
    @CsvSource(
            delimiter = ';',
            value = {
                "TE-077; \"3600\"; 3600; DEBUG expires_in is a string",
                "TE-077; \"000000000000003600\"; 3600; DEBUG expires_in is a string",
                "TE-080; -1; -1; WARN expires_in is zero or negative",
                "TE-080; -3600; -3600; WARN expires_in is zero or negative",
                "TE-081; 0; 0; WARN expires_in is zero or negative",
                "TE-081; 0e5; 0; WARN expires_in is zero or negative",
                "TE-081; 0e100; 0; WARN expires_in is zero or negative",
                "TE-081; -0.0; 0; WARN expires_in is zero or negative",
                "TE-082; 1; 1; no remark",
                "R6749-28; 3600.0; 3600; no remark",
                "R6749-28; 3600.0000000000000000000000; 3600; no remark",
                "TE-084; 1e3; 1000; no remark",
                "TE-084; 1.5E+1; 15; no remark",
                "TE-085; 86401; 86401; DEBUG expires_in is more than a day",
                "TE-088; 3600000; 3600000; DEBUG expires_in looks like milliseconds"
            })
    void readsTheLifetime(String row, String json, long seconds, String said) {
        Ask ask = Ask.plainly();
        assertThat(ask.grantedBy(with("expires_in", json)).lifetime()).contains(Duration.ofSeconds(seconds));
        assertThat(ask.log())
                .hasSize(said.equals("no remark") ? 0 : 1)
                .allSatisfy(line -> assertThat(line).startsWith(said));
    }

    @ParameterizedTest(name = "TE-085: {0} is as long as it gets", quoteTextArguments = false)
    @ValueSource(
            strings = {
                "1e30",
                "9223372036854775807",
                "9223372036854775808",
                "1e400",
                "1e2147483647",
                "1e2147483648",
                "1e99999999999999999999",
                "1234567890123456789012345678901234567890123456789012345678901234"
            })
    void saturates(String json) {
        AccessToken token = Ask.granted(with("expires_in", json));
        assertThat(token.lifetime()).contains(LONGEST);
        assertThat(token.expiresAt()).isAfter(token.issuedAt().orElseThrow());
        if (json.length() < 64) {
            assertThat(Ask.granted(with("expires_in", "-" + json)).lifetime()).contains(LONGEST.negated());
        }
    }

    @ParameterizedTest(name = "{0}: {1} is not JSON", quoteTextArguments = false)
    @CsvSource({
        "TE-086, NaN",
        "TE-086, Infinity",
        "TE-086, -Infinity",
        "TE-086, 03600",
        "TE-086, 0x10",
        "TE-086, +3600",
        "TE-086, .5",
        "TE-086, 1."
    })
    void refusesWhatIsNoNumber(String row, String json) {
        TokenException error = Ask.refused(200, with("expires_in", json));
        assertThat(error.code()).isEqualTo(Code.MTR);
        assertThat(error.failure().kind()).contains(FailureKind.NOT_JSON);
    }

    @ParameterizedTest(name = "{0}: {1} is no number of seconds; unknown, for the lenient", quoteTextArguments = false)
    @CsvSource(
            delimiter = ';',
            value = {
                "R6749-28; \" 3600\"",
                "R6749-28; \"\"",
                "R6749-28; \"1e3\"",
                "R6749-28; \"-1\"",
                "R6749-28; \"3600s\"",
                "R6749-28; \"CNRY-tok-8d1f60a7\"",
                "R6749-28; \"\\u0663\"",
                "R6749-28; \"9999999999999999999\"",
                "R6749-28; 3600.5",
                "R6749-28; 1e-3",
                "R6749-28; 1e-99999999999999",
                "TE-087; true",
                "TE-087; []",
                "TE-087; {\"a\":[1]}",
                "TE-087; [3600]"
            })
    void refusesOtherTypes(String row, String json) {
        TokenException error = Ask.refused(200, with("expires_in", json));
        assertThat(error.failure().kind()).contains(FailureKind.BAD_TYPE);
        assertThat(error).message().startsWith("MTR expires_in is not a whole number of seconds");

        Ask lenient = Ask.with(request -> request.answers(AnswerPolicy.strict().lenientLifetime()));
        assertThat(lenient.grantedBy(with("expires_in", json)).lifetime()).isEmpty();
        assertThat(lenient.warnings()).singleElement().asString().contains("the lifetime counts as unknown");
    }

    @ParameterizedTest(name = "{0}: no expires_in, but {1}", quoteTextArguments = false)
    @CsvSource({
        "TE-075, nothing, the cache's default lifetime counts (",
        "TE-076, null, the cache's default lifetime counts (",
        "TE-090, expires_on, it has expires_on",
        "TE-090, expires_at, it has expires_at",
        "TE-090, expires, it has expires",
        "TE-090, ext_expires_in, it has ext_expires_in",
        "TE-090, refresh_in, it has refresh_in"
    })
    void leavesTheLifetimeUnknown(String row, String name, String said) {
        String rest =
                name.equals("nothing") ? "" : ",\"" + (name.equals("null") ? "expires_in\":null" : name + "\":60");
        Ask ask = Ask.plainly();
        AccessToken token = ask.grantedBy("{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"Bearer\"" + rest + "}");
        assertThat(token.lifetime()).isEmpty();
        assertThat(ask.warnings()).singleElement().asString().contains("the answer has no expires_in", said);
    }
}

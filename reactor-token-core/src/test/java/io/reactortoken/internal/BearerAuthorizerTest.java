package io.reactortoken.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenResponseException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerAuthorizerTest {

    private final Authorizer bearer = Authorizer.bearer();

    private static AuthorizedRequest request(String type) {
        AccessToken token = AccessToken.builder("CNRY-token")
                .type(type)
                .lifetime(Duration.ofHours(1))
                .build();
        return new AuthorizedRequest("GET", () -> URI.create("https://api.example.com/a?CNRY"), 1, token);
    }

    private Verdict judge(int status, String... challenges) {
        return bearer.judge(
                request("Bearer"),
                status,
                name -> name.equals("WWW-Authenticate") ? Arrays.asList(challenges) : List.of());
    }

    @Test
    @DisplayName("R8693-05: a token that is no access token is not sent to an API")
    void refusesWhatIsNoAccessToken() {
        assertThatThrownBy(() -> bearer.headers(request("N_A")))
                .isInstanceOf(TokenResponseException.class)
                .hasMessageStartingWith("UTT the token is no access token")
                .hasMessageNotContaining("CNRY");
    }

    @Test
    @DisplayName("R6750-03 Bearer, however the server wrote it; nothing is shown")
    void writesTheHeader() {
        assertThat(bearer.headers(request("bearer"))).isEqualTo(Map.of("Authorization", "Bearer CNRY-token"));
        assertThat(request("Bearer").toString()).doesNotContain("CNRY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer error=\"invalid_token\"",
                "bearer ERROR=\"invalid_token\"",
                "Bearer error=invalid_token",
                "Bearer error = \"invalid_token\"",
                "Bearer   error=\"invalid_token\"",
                "Bearer, error=\"invalid_token\"",
                "Bearer realm=\"x\"",
                "Bearer",
                "Bearer error=\"some_new_code\"",
                "Basic realm=\"a\", Bearer error=\"invalid_token\"",
                "Bearer error_description=\"a, b=\\\"c\\\", error=\\\"invalid_request\\\"\", error=\"invalid_token\"",
                "Bearer error_uri=https://x.example/?error=insufficient_scope, error=\"invalid_token\"",
                "NTLM TlRMTVNT==, Bearer",
                "",
                ",,,, ,",
                "\"unterminated",
                "="
            })
    @DisplayName("RS-01, RS-05, RS-06, RS-09 to RS-12 it may be about the token")
    void replays(String challenge) {
        assertThat(judge(401, challenge)).isEqualTo(Verdict.REPLAY_WITH_NEW_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic realm=\"x\"",
                "Basic realm=\"Bearer error=invalid_token\"",
                "Negotiate, NTLM",
                "Negotiate YII/Bearer=",
                "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b",
                "Bearer error=\"insufficient_scope\", scope=\"a\"",
                "Bearer realm=\"x\" error=\"insufficient_scope\"",
                "Bearer error=\"insufficient_user_authentication\", acr_values=\"x\"",
                "Digest nonce=\"a\", BEARER error=invalid_request"
            })
    @DisplayName("RS-07, RS-08, RS-16 to RS-18 another token changes nothing")
    void passes(String challenge) {
        assertThat(judge(401, challenge)).isEqualTo(Verdict.PASS);
    }

    @Test
    @DisplayName("RS-09, R9110-05 challenges stand in several fields")
    void readsAllFields() {
        assertThat(judge(401, "Basic realm=\"x\"", "Bearer")).isEqualTo(Verdict.REPLAY_WITH_NEW_TOKEN);
        assertThat(judge(401, "Basic realm=\"x\"", "Digest nonce=\"y\"")).isEqualTo(Verdict.PASS);
        assertThat(judge(401)).isEqualTo(Verdict.REPLAY_WITH_NEW_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 400, 403, 407, 429, 503})
    @DisplayName("RS-13 to RS-15, RS-24, RS-25 only a 401 is about the token")
    void otherStatusPasses(int status) {
        assertThat(judge(status, "Bearer error=\"invalid_token\"")).isEqualTo(Verdict.PASS);
    }

    @Test
    @Timeout(20)
    @DisplayName("RS-12, R9110-09 any text ends in a verdict, soon")
    void readerIsTotal() {
        String alphabet = "aB=\", \t\\\u0000\u00e9\u20ac/+~Bearer error";
        Random random = new Random(42);
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(judge(401, text.toString())).as(text.toString()).isNotNull();
        }
        for (String unit : List.of(",", "a ", "a=", "\"", "\\", "a=\"", "Bearer,", " ")) {
            assertThat(judge(401, unit.repeat(1_000_000))).isNotNull();
        }
    }
}

package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenFailure.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 0.5: what an error carries, and the message rule. */
class TokenFailureTest {

    private static final String WILD = "a\r\n\u001b[31m\u202e\ud83d\ude00".repeat(200);

    @Test
    @DisplayName("MSG: what, where, status, attempt, id, hint")
    void tellsEverything() {
        TokenFailure failure = TokenFailure.of(Code.OAE, "the token endpoint refused: invalid_client")
                .client("orders")
                .origin("https://id.example")
                .status(401)
                .attempt(1, 3)
                .correlationIds(Map.of("x-request-id", "f00-1"))
                .hint("H-CLIENT", "check the secret");
        assertThat(failure.message())
                .isEqualTo("OAE the token endpoint refused: invalid_client (client=orders, as=https://id.example, "
                        + "status=401, attempt=1/3, id=f00-1) - check the secret [H-CLIENT]");
    }

    @Test
    @DisplayName("MSG: one line of ASCII, at most 1 KiB, whatever goes in")
    void keepsTheMessageRule() {
        TokenFailure failure = TokenFailure.of(Code.CRD_P, WILD)
                .client(WILD)
                .origin(WILD)
                .status(Integer.MAX_VALUE)
                .attempt(Integer.MAX_VALUE, Integer.MAX_VALUE)
                .correlationIds(Map.of("x-request-id", WILD))
                .error(WILD)
                .hint("H-" + "X".repeat(100), WILD);
        Messages.assertWellFormed(TokenCredentialException.of(failure, null));
        assertThat(failure.error()).hasSize(64).matches("[ -~]+");
    }

    @Test
    @DisplayName("0.5: correlation ids are bounded and printable, and the first is shown")
    void boundsCorrelationIds() {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("x-request-id", "a b\r\nc\u00e9" + "d".repeat(200));
        for (int i = 0; i < 20; i++) {
            ids.put("x-" + i, "v");
        }
        TokenFailure failure = TokenFailure.of(Code.HTP, "no").correlationIds(ids);
        assertThat(failure.correlationIds()).hasSize(8).containsEntry("x-request-id", "a?b??c?" + "d".repeat(121));
        assertThat(failure.message()).isEqualTo("HTP no (id=a?b??c?" + "d".repeat(57) + ")");
    }

    @Test
    @DisplayName("0.5: kind, error code, clock skew and hint id are facts beside the message")
    void keepsTheFacts() {
        TokenFailure failure = TokenFailure.of(Code.MTR, "the answer is empty")
                .kind(FailureKind.EMPTY)
                .error("AADSTS7000215")
                .clockSkew(Duration.ofMinutes(-5))
                .sentAt(Instant.EPOCH)
                .hint("H-CLOCK", "check NTP");
        assertThat(failure.kind()).contains(FailureKind.EMPTY);
        assertThat(failure.error()).isEqualTo("AADSTS7000215");
        assertThat(failure.clockSkew()).contains(Duration.ofMinutes(-5));
        assertThat(failure.sentAt()).contains(Instant.EPOCH);
        assertThat(failure.hintId()).isEqualTo("H-CLOCK");
        assertThat(failure.hint()).isEqualTo("check NTP");
        assertThat(failure.message()).isEqualTo("MTR the answer is empty - check NTP [H-CLOCK]");
        assertThat(failure).hasToString(failure.message());
        assertThat(failure.as(Code.HLD, "not asked").kind()).contains(FailureKind.EMPTY);
    }

    @ParameterizedTest(name = "R6749-39: {0} is {1}", quoteTextArguments = false)
    @CsvSource({
        "invalid_client, INVALID_CLIENT",
        "invalid_request, INVALID_REQUEST",
        "temporarily_unavailable, TEMPORARILY_UNAVAILABLE",
        "Invalid_Client, OTHER",
        "INVALID_CLIENT, OTHER",
        "AADSTS7000215, OTHER",
        "'', OTHER",
        "other, OTHER"
    })
    void knowsTheErrors(String code, OAuthError error) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(OAuthError.of(code)).isEqualTo(error);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    @DisplayName("R6749-39: an exception tells the error as text and as constant")
    void tellsTheError() {
        TokenFailure failure = TokenFailure.of(Code.OAE, "refused");
        assertThat(TokenEndpointException.of(failure, null).error()).isEmpty();
        assertThat(TokenEndpointException.of(failure.error("slow_down"), null).error())
                .contains(OAuthError.SLOW_DOWN);
        assertThat(TokenEndpointException.of(failure.error("teapot"), null).error())
                .contains(OAuthError.OTHER);
    }
}

package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RecordingTransport.TOKEN;
import static io.reactortoken.oauth2.RecordingTransport.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.FailureKind;
import io.reactortoken.OAuthError;
import io.reactortoken.TokenEndpointException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 2.6 of the catalogue, and the redirects of 2.7: what a refusal is, and whether to ask again. */
class ErrorRowsTest {

    @ParameterizedTest(name = "{0}, R6749-34: {1} {2} is {3}, retryable={4}, {5}", quoteTextArguments = false)
    @CsvSource(
            delimiter = ';',
            value = {
                "TE-045; 200; {\"error\":\"invalid_client\"}; OAE; false; H-CLIENT",
                "TE-046; 200; {\"error\":\"invalid_client\",\"access_token\":\"CNRY-tok-8d1f60a7\"}; OAE; false; H-CLIENT",
                "TE-046; 200; {\"access_token\":\"CNRY-tok-8d1f60a7\",\"token_type\":\"Bearer\",\"error\":\"x\"}; OAE; false; H-REQ",
                "TE-046; 400; {\"expires_in\":\"x\",\"scope\":1,\"error\":\"invalid_client\"}; OAE; false; H-CLIENT",
                "TE-110; 400; {\"error\":\"invalid_client\"}; OAE; false; H-CLIENT",
                "TE-112; 401; {\"error\":\"invalid_client\"}; OAE; false; H-CLIENT",
                "TE-113; 401; <html>CNRY-sec-5b0c7d91; HTP; false; H-CLIENT",
                "TE-113; 401; ''; HTP; false; H-CLIENT",
                "TE-113; 403; ''; HTP; false; H-CLIENT",
                "TE-116; 400; {\"error\":\"invalid_scope\"}; OAE; false; H-SCOPE",
                "TE-117; 400; {\"error\":\"invalid_grant\"}; OAE; false; H-GRANT",
                "TE-117; 401; {\"error\":\"unauthorized_client\"}; OAE; false; H-CLIENT",
                "TE-117; 400; {\"error\":\"unsupported_grant_type\"}; OAE; false; H-GRANT",
                "TE-117; 400; {\"error\":\"invalid_request\"}; OAE; false; H-REQ",
                "TE-117; 400; {\"error\":\"invalid_target\"}; OAE; false; H-TARGET",
                "TE-118; 400; {\"error\":\"AADSTS7000215\"}; OAE; false; H-REQ",
                "TE-118; 400; {\"error\":\"application_throttled\"}; OAE; false; H-REQ",
                "TE-119; 400; {\"error\":{\"code\":401,\"message\":\"CNRY-sec-5b0c7d91\"}}; HTP; false; H-REQ",
                "TE-119; 500; {\"error\":{\"code\":401,\"message\":\"CNRY-sec-5b0c7d91\"}}; HTP; true; H-SERVER",
                "TE-120; 400; {\"error\":null}; HTP; false; H-REQ",
                "TE-120; 400; {\"error\":\"\"}; HTP; false; H-REQ",
                "TE-120; 400; {\"error\":[\"invalid_client\"]}; HTP; false; H-REQ",
                "TE-120; 503; {\"error\":5}; HTP; true; H-SERVER",
                "TE-126; 400; ''; HTP; false; H-REQ",
                "TE-126; 400; <html>; HTP; false; H-REQ",
                "TE-126; 404; <html>; HTP; false; H-REQ",
                "TE-126; 415; ''; HTP; false; H-REQ",
                "TE-127; 403; <html>; HTP; false; H-WAF",
                "TE-127; 403; {\"error\":\"access_denied\"}; OAE; false; H-REQ",
                "TE-129; 408; ''; HTP; true; H-REQ",
                "TE-129; 425; ''; HTP; true; H-REQ",
                "TE-139; 429; {\"error\":\"slow_down\"}; THR; true; H-RATE",
                "TE-139; 429; {\"error\":\"invalid_request\"}; THR; true; H-RATE",
                "TE-140; 500; <html>; HTP; true; H-SERVER",
                "TE-140; 500; {\"error\":\"server_error\"}; OAE; true; H-SERVER",
                "TE-140; 500; {\"error\":\"internal\"}; OAE; true; H-REQ",
                "TE-140; 500; {\"error\":\"invalid_client\"}; OAE; false; H-CLIENT",
                "TE-140; 501; ''; HTP; false; H-SERVER",
                "TE-140; 501; {\"error\":\"internal\"}; OAE; false; H-REQ",
                "TE-141; 502; ''; HTP; true; H-SERVER",
                "TE-141; 503; ''; HTP; true; H-SERVER",
                "TE-141; 503; {\"error\":\"upstream\"}; OAE; true; H-REQ",
                "TE-141; 504; ''; HTP; true; H-SERVER",
                "TE-142; 400; {\"error\":\"temporarily_unavailable\"}; OAE; true; H-SERVER",
                "TE-142; 400; {\"error\":\"slow_down\"}; OAE; true; H-RATE",
                "TE-143; 520; ''; HTP; true; H-SERVER",
                "TE-143; 530; ''; HTP; true; H-SERVER",
                "TE-143; 599; ''; HTP; true; H-SERVER",
                "TE-143; 600; ''; NET; false; H-RESPONSE",
                "TE-143; 999; {\"error\":\"server_error\"}; NET; false; H-RESPONSE",
                "TE-143; 0; ''; NET; false; H-RESPONSE",
                "TE-143; 99; ''; NET; false; H-RESPONSE",
                "TE-143; -1; ''; NET; false; H-RESPONSE",
                "TE-165; 300; ''; HTP; false; H-REQ",
                "TE-165; 304; ''; HTP; false; H-REQ",
                "TE-165; 305; ''; HTP; false; H-REQ",
                "TE-165; 306; ''; HTP; false; H-REQ"
            })
    void maps(String row, int status, String body, Code code, boolean retryable, String hint) {
        TokenException error = Ask.refused(status, body);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.retryable()).isEqualTo(retryable);
        assertThat(error.failure().status()).isEqualTo(status);
        assertThat(error).message().endsWith("[" + hint + "]");
        assertThat(error.failure().kind()).isEqualTo(kind(code, hint));
    }

    private static Optional<FailureKind> kind(Code code, String hint) {
        if (hint.equals("H-CLIENT")) {
            return Optional.of(FailureKind.CLIENT_REFUSED);
        }
        return code == Code.NET ? Optional.of(FailureKind.PROTOCOL) : Optional.empty();
    }

    @ParameterizedTest(name = "R6749-38: {0} is not retried, whatever the status", quoteTextArguments = false)
    @ValueSource(
            strings = {
                "invalid_request",
                "invalid_client",
                "invalid_grant",
                "unauthorized_client",
                "unsupported_grant_type",
                "invalid_scope",
                "invalid_target",
                "access_denied"
            })
    void doesNotRetry(String error) {
        for (int status : new int[] {200, 400, 401, 403, 500, 503}) {
            TokenException refusal = Ask.refused(status, "{\"error\":\"" + error + "\"}");
            assertThat(refusal.code()).isEqualTo(Code.OAE);
            assertThat(refusal.retryable()).isFalse();
        }
    }

    @ParameterizedTest(name = "R6749-39: {0} is kept as it is, and is {1}", quoteTextArguments = false)
    @CsvSource({"invalid_client, INVALID_CLIENT", "AADSTS7000215, OTHER", "a b!c, OTHER", "Invalid_Client, OTHER"})
    void keepsTheErrorCode(String code, OAuthError constant) {
        TokenEndpointException error = (TokenEndpointException) Ask.refused(400, "{\"error\":\"" + code + "\"}");
        assertThat(error.failure().error()).isEqualTo(code);
        assertThat(error.error()).contains(constant);
    }

    @Test
    @DisplayName("R6749-35: an error code is cleaned")
    void cleansTheErrorCode() {
        TokenException error = Ask.refused(400, "{\"error\":\"a\\r\\n\\\"b\\u00e9\"}");
        assertThat(error.failure().error()).isEqualTo("a???b?");
        assertThat(error).message().startsWith("OAE the token endpoint refused: a???b? (");
    }

    @ParameterizedTest(name = "{0}: {2} with HTTP {1}", quoteTextArguments = false)
    @CsvSource({
        "TE-114, 401, 'Bearer realm=\"x\"', H-GATEWAY",
        "TE-114, 401, bearer, H-GATEWAY",
        "TE-114, 401, 'Newauth realm=\"a, Basic\", Bearer error=\"invalid_token\"', H-GATEWAY",
        "TE-114, 403, 'Bearer error=\"insufficient_scope\"', H-GATEWAY",
        "TE-115, 401, Negotiate, H-PROXY",
        "TE-115, 401, 'NTLM TlRMTVNT==', H-PROXY",
        "TE-112, 401, 'Basic realm=\"CNRY-sec-5b0c7d91\"', H-CLIENT",
        "TE-112, 401, 'Bearer realm=\"x\", Basic realm=\"y\"', H-CLIENT"
    })
    void readsTheChallenge(String row, int status, String challenge, String hint) {
        TokenException error = Ask.refused(response(status, Map.of("www-authenticate", List.of(challenge)), "<html>"));
        assertThat(error.code()).isEqualTo(Code.HTP);
        assertThat(error).message().endsWith("[" + hint + "]");
    }

    @ParameterizedTest(name = "TE-120: an error code of a megabyte with HTTP {0}")
    @ValueSource(ints = {200, 400})
    void hidesALongCode(int status) {
        String body = "{\"error\":\"" + "e".repeat(900_000) + "\",\"access_token\":\"" + TOKEN + "\"}";
        TokenException error = Ask.refused(status, body);
        assertThat(error.code()).isEqualTo(Code.HTP);
        assertThat(error).message().doesNotContain("eee");
    }

    @ParameterizedTest(name = "TE-121: {0}", quoteTextArguments = false)
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"errorCode\":\"invalid_client\",\"errorSummary\":\"x\"}; HTTP 400 (invalid_client)",
                "{\"type\":\"about:blank\",\"title\":\"Bad\\r\\nRequest\",\"status\":400}; HTTP 400 (Bad??Request)",
                "{\"title\":\"CNRY-sec-5b0c7d91 is wrong\"}; HTTP 400 (hidden: it quotes a credential)",
                "{\"title\":{\"a\":\"CNRY\"},\"errorCode\":7}; HTTP 400 (client="
            })
    void showsOtherWords(String body, String shown) {
        assertThat(Ask.refused(400, body)).message().contains(shown);
    }

    @ParameterizedTest(name = "{0}, R9110-16: a redirect with {1} to {2}", quoteTextArguments = false)
    @CsvSource({
        "TE-160, 301, https://id.example.com/other?code=CNRY-sec-5b0c7d91, at https://id.example.com;",
        "TE-161, 302, http://id.example.com/token, at http://id.example.com;",
        "TE-162, 303, https://u:CNRY-sec-5b0c7d91@evil.example:8443/, at https://evil.example:8443;",
        "TE-163, 307, /relative, at https://id.example.com;",
        "TE-163, 308, '', redirects",
        "TE-160, 302, 'https://e vil/ CNRY-sec-5b0c7d91', redirects to;"
    })
    void refusesRedirects(String row, int status, String location, String shown) {
        TokenException error = Ask.refused(response(status, Map.of("Location", List.of(location)), ""));
        assertThat(error.code()).isEqualTo(Code.RED);
        assertThat(error.retryable()).isFalse();
        assertThat(error).message().contains(shown).endsWith("[H-REDIRECT]");
    }
}

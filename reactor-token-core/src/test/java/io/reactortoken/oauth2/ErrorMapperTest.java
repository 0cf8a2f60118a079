package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RecordingTransport.TOKEN;
import static io.reactortoken.oauth2.RecordingTransport.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 2.6 of the catalogue, and the redirects of 2.7. */
class ErrorMapperTest {

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "TE-045; 200; {\"error\":\"invalid_client\"}; OAE; false; H-CLIENT",
                "TE-046; 200; {\"error\":\"invalid_client\",\"access_token\":\"CNRY-tok-8d1f60a7\"}; OAE; false; H-CLIENT",
                "TE-046; 400; {\"expires_in\":\"x\",\"scope\":1,\"error\":\"invalid_client\"}; OAE; false; H-CLIENT",
                "TE-110; 400; {\"error\":\"invalid_client\"}; OAE; false; H-CLIENT",
                "TE-112; 401; {\"error\":\"invalid_client\"}; OAE; false; H-CLIENT",
                "TE-113; 401; <html>CNRY-sec-5b0c7d91; HTP; false; H-CLIENT",
                "TE-113; 401; ''; HTP; false; H-CLIENT",
                "TE-113; 403; ''; HTP; false; H-CLIENT",
                "TE-116; 400; {\"error\":\"invalid_scope\"}; OAE; false; H-SCOPE",
                "TE-117; 400; {\"error\":\"invalid_grant\"}; OAE; false; H-REQ",
                "TE-117; 401; {\"error\":\"unauthorized_client\"}; OAE; false; H-CLIENT",
                "TE-117; 400; {\"error\":\"unsupported_grant_type\"}; OAE; false; H-REQ",
                "TE-117; 400; {\"error\":\"invalid_request\"}; OAE; false; H-REQ",
                "TE-117; 400; {\"error\":\"invalid_target\"}; OAE; false; H-REQ",
                "TE-118; 400; {\"error\":\"AADSTS7000215\"}; OAE; false; H-REQ",
                "TE-119; 400; {\"error\":{\"code\":401,\"message\":\"CNRY-sec-5b0c7d91\"}}; HTP; false; H-REQ",
                "TE-119; 500; {\"error\":{\"code\":401,\"message\":\"CNRY-sec-5b0c7d91\"}}; HTP; true; H-SERVER",
                "TE-120; 400; {\"error\":null}; HTP; false; H-REQ",
                "TE-120; 400; {\"error\":\"\"}; HTP; false; H-REQ",
                "TE-120; 400; {\"error\":[\"invalid_client\"]}; HTP; false; H-REQ",
                "TE-120; 503; {\"error\":5}; HTP; true; H-SERVER",
                "TE-126; 400; ''; HTP; false; H-REQ",
                "TE-126; 400; <html>; HTP; false; H-REQ",
                "TE-126; 404; <html>; HTP; false; H-REQ",
                "TE-127; 403; <html>; HTP; false; H-WAF",
                "TE-127; 403; {\"error\":\"access_denied\"}; OAE; false; H-REQ",
                "TE-129; 408; ''; HTP; true; H-REQ",
                "TE-129; 425; ''; HTP; true; H-REQ",
                "TE-139; 429; {\"error\":\"slow_down\"}; THR; true; H-RATE",
                "TE-139; 429; {\"error\":\"invalid_request\"}; THR; true; H-RATE",
                "TE-140; 500; <html>; HTP; true; H-SERVER",
                "TE-140; 500; {\"error\":\"server_error\"}; OAE; true; H-REQ",
                "TE-140; 501; ''; HTP; false; H-SERVER",
                "TE-141; 502; ''; HTP; true; H-SERVER",
                "TE-141; 503; ''; HTP; true; H-SERVER",
                "TE-141; 504; ''; HTP; true; H-SERVER",
                "TE-142; 400; {\"error\":\"temporarily_unavailable\"}; OAE; true; H-REQ",
                "TE-143; 520; ''; HTP; true; H-SERVER",
                "TE-143; 530; ''; HTP; true; H-SERVER",
                "TE-143; 599; ''; HTP; true; H-SERVER",
                "TE-143; 600; ''; NET; false; H-RESPONSE",
                "TE-143; 999; {\"error\":\"server_error\"}; NET; false; H-RESPONSE",
                "TE-143; 0; ''; NET; false; H-RESPONSE",
                "TE-143; 99; ''; NET; false; H-RESPONSE",
                "TE-165; 300; ''; HTP; false; H-REQ",
                "TE-165; 304; ''; HTP; false; H-REQ",
                "TE-165; 305; ''; HTP; false; H-REQ",
                "TE-165; 306; ''; HTP; false; H-REQ"
            })
    @DisplayName("2.6 what a refusal is, and whether to ask again")
    void maps(String row, int status, String body, Code code, boolean retryable, String hint) {
        TokenException error = Ask.refused(status, body);
        assertThat(error.code()).as(row).isEqualTo(code);
        assertThat(error.retryable()).as(row).isEqualTo(retryable);
        assertThat(error.failure().status()).as(row).isEqualTo(status);
        assertThat(error).as(row).message().endsWith("[" + hint + "]");
    }

    @Test
    @DisplayName("TE-110 a wrong secret: where it came from, how it was sent")
    void hintsAtTheCredentials() {
        assertThat(Ask.refused(400, "{\"error\":\"invalid_client\",\"error_description\":\"Bad client\"}"))
                .hasMessage("OAE the token endpoint refused: invalid_client (Bad client) (client=bil..ent(14), "
                        + "as=https://id.example.com, status=400, attempt=1/1) - check client id and secret (from the "
                        + "program), and that both are this environment's; sent: POST, client_credentials, "
                        + "CLIENT_SECRET_BASIC [H-CLIENT]");
    }

    @Test
    @DisplayName("TE-116 an unknown scope: what was requested")
    void hintsAtTheScope() {
        assertThat(Ask.refused(400, "{\"error\":\"invalid_scope\"}"))
                .message()
                .contains("requested: orders:read orders:write");
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource({
        "TE-114, 401, 'Bearer realm=\"x\"', H-GATEWAY",
        "TE-114, 401, bearer, H-GATEWAY",
        "TE-115, 401, Negotiate, H-PROXY",
        "TE-115, 401, NTLM, H-PROXY",
        "TE-112, 401, 'Basic realm=\"CNRY-sec-5b0c7d91\"', H-CLIENT"
    })
    @DisplayName("TE-114, TE-115 a challenge tells who answered")
    void readsTheChallenge(String row, int status, String challenge, String hint) {
        TokenException error = Ask.refused(response(status, Map.of("www-authenticate", List.of(challenge)), "<html>"));
        assertThat(error.code()).as(row).isEqualTo(Code.HTP);
        assertThat(error).as(row).message().endsWith("[" + hint + "]");
    }

    @ParameterizedTest(name = "TE-120 {0}")
    @ValueSource(ints = {200, 400})
    @DisplayName("TE-120 an error code of a megabyte is not shown, and no token beside it is used")
    void hidesALongCode(int status) {
        String body = "{\"error\":\"" + "e".repeat(900_000) + "\",\"access_token\":\"" + TOKEN + "\"}";
        TokenException error = Ask.refused(status, body);
        assertThat(error.code()).isEqualTo(Code.HTP);
        assertThat(error).message().doesNotContain("eee");
    }

    @ParameterizedTest(name = "TE-121 {0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"errorCode\":\"invalid_client\",\"errorSummary\":\"x\"}; HTTP 400 (invalid_client)",
                "{\"type\":\"about:blank\",\"title\":\"Bad\\r\\nRequest\",\"status\":400}; HTTP 400 (Bad??Request)"
            })
    @DisplayName("TE-121 other servers' words for an error")
    void showsOtherWords(String body, String shown) {
        assertThat(Ask.refused(400, body)).message().contains(shown);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "TE-122, 'a\\r\\nb', (a??b)",
        "TE-122, '\\u001b[31mred', (?[31mred)",
        "TE-122, '${jndi:ldap://x} {} %n %s', (${jndi:ldap://x} {} %n %s)",
        "TE-124, 'caf\\u00e9 \\u202e \\ud83d\\ude00', (caf? ? ?)",
        "A.8, 'a\\\"b\\\\c', (a?b?c)",
        "O1, 'bad secret CNRY-sec-5b0c7d91', (hidden: it quotes a credential)",
        "O1, 'bad secret CNRY-sec-5b0...', (hidden: it quotes a credential)"
    })
    @DisplayName("TE-122, TE-124 a description is cleaned, and hidden if it quotes what was sent")
    void cleansTheDescription(String row, String description, String shown) {
        String body = "{\"error\":\"invalid_request\",\"error_description\":\"" + description + "\"}";
        assertThat(Ask.refused(400, body)).as(row).message().contains("refused: invalid_request " + shown);
    }

    @Test
    @DisplayName("TE-124 a description of a megabyte is cut")
    void cutsTheDescription() {
        String body = "{\"error\":\"invalid_request\",\"error_description\":\"" + "d".repeat(900_000) + "\"}";
        assertThat(Ask.refused(400, body)).message().contains("(" + "d".repeat(256) + ")");
    }

    @Test
    @DisplayName("TE-125 an error_uri is neither shown nor fetched")
    void dropsTheErrorUri() {
        String body = "{\"error\":\"invalid_request\",\"error_uri\":\"http://169.254.169.254/\"}";
        assertThat(Ask.refused(400, body)).message().doesNotContain("169.254");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "TE-131; 2; 2",
                "TE-133; garbage; -",
                "TE-133; ''; -",
                "TE-133; 5.5; -",
                "TE-133; ' 5 '; 5",
                "TE-133; 5, 10; -",
                "TE-133; +5; -",
                "TE-133; 5|x|10; 10",
                "TE-133; \u0665; -",
                "TE-134; -5; -",
                "TE-135; 0; 0",
                "TE-135; 00000000000000002; 2",
                "TE-136; 999999999; 3600",
                "TE-136; 1000000000000000000000000000000; 3600"
            })
    @DisplayName("TE-131 to TE-136 Retry-After in seconds")
    void readsRetryAfter(String row, String value, Long seconds) {
        TokenException error = Ask.refused(response(429, Map.of("retry-after", List.of(value.split("\\|"))), ""));
        assertThat(error.code()).as(row).isEqualTo(Code.THR);
        assertThat(error.retryable()).as(row).isTrue();
        assertThat(error.retryAfter().map(Duration::toSeconds).orElse(null))
                .as(row)
                .isEqualTo(seconds);
    }

    @Test
    @DisplayName("TE-141 503 with Retry-After is throttling; 400 with it is still a refusal")
    void throttles() {
        Map<String, List<String>> headers = Map.of("Retry-After", List.of("7"));
        assertThat(Ask.refused(response(503, headers, "")).code()).isEqualTo(Code.THR);
        TokenException refusal = Ask.refused(response(400, headers, "{\"error\":\"invalid_client\"}"));
        assertThat(refusal.retryable()).isFalse();
        assertThat(refusal.retryAfter()).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "TE-160, 301, https://id.example.com/other?code=CNRY-sec-5b0c7d91, at https://id.example.com [",
        "TE-161, 302, http://id.example.com/token, at http://id.example.com [",
        "TE-162, 303, https://u:CNRY-sec-5b0c7d91@evil.example:8443/, at https://evil.example:8443 [",
        "TE-163, 307, /relative, at https://id.example.com [",
        "TE-163, 308, '', redirects",
        "TE-160, 302, 'https://e vil/ CNRY-sec-5b0c7d91', redirects to ["
    })
    @DisplayName("TE-160 to TE-163 a redirect is refused, and its target's origin shown")
    void refusesRedirects(String row, int status, String location, String shown) {
        TokenException error = Ask.refused(response(status, Map.of("Location", List.of(location)), ""));
        assertThat(error.code()).as(row).isEqualTo(Code.RED);
        assertThat(error.retryable()).as(row).isFalse();
        assertThat(error).as(row).message().contains(shown).endsWith("[H-REDIRECT]");
    }
}

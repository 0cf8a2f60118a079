package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RecordingTransport.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 2.6 of the catalogue: what an error says, and what it must not repeat. */
class ErrorTextRowsTest {

    @Test
    @DisplayName("TE-116: an unknown scope tells what was requested")
    void hintsAtTheScope() {
        assertThat(Ask.refused(400, "{\"error\":\"invalid_scope\"}"))
                .message()
                .contains("requested: orders:read orders:write; case matters");
    }

    @Test
    @DisplayName("TE-117: invalid_request tells what was sent: names and lengths, no values")
    void hintsAtTheRequest() {
        assertThat(Ask.refused(400, "{\"error\":\"invalid_request\"}"))
                .message()
                .contains("sent: POST, application/x-www-form-urlencoded, grant_type(18), scope(24); "
                        + "method client_secret_basic; if id and secret have odd characters, ")
                .endsWith("[H-REQ]");
    }

    @Test
    @DisplayName("TE-126: 404 tells the path, and not the query")
    void hintsAtThePath() {
        assertThat(Ask.refused(404, "<html>")).message().contains("check the path of the token URI: /token [");
    }

    @ParameterizedTest(name = "{0}, R6749-42: {1} is shown as {2}", quoteTextArguments = false)
    @CsvSource({
        "TE-122, 'a\\r\\nb', (a??b)",
        "TE-122, '\\u001b[31mred', (?[31mred)",
        "TE-122, '${jndi:ldap://x} {} %n %s', (${jndi:ldap://x} {} %n %s)",
        "TE-124, 'caf\\u00e9 \\u202e \\ud83d\\ude00', (caf? ? ?)",
        "R6749-35, 'a\\\"b\\\\c', (a?b?c)",
        "TM-23, 'bad secret CNRY-sec-5b0c7d91', (hidden: it quotes a credential)",
        "TM-23, 'bad secret CNRY-sec-5b0...', (hidden: it quotes a credential)",
        "TM-23, 'got YmlsbGluZy1jbGllbnQ6Q05SWS1zZWMtNWIwYzdkOTE=', (hidden: it quotes a credential)"
    })
    void cleansTheDescription(String row, String description, String shown) {
        String body = "{\"error\":\"invalid_request\",\"error_description\":\"" + description + "\"}";
        assertThat(Ask.refused(400, body)).message().contains("refused: invalid_request " + shown);
    }

    @Test
    @DisplayName("TE-124: a description of a megabyte is cut at 256 characters")
    void cutsTheDescription() {
        String body = "{\"error\":\"invalid_request\",\"error_description\":\"" + "d".repeat(900_000) + "\"}";
        assertThat(Ask.refused(400, body)).message().contains("(" + "d".repeat(256) + ")");
    }

    @Test
    @Timeout(20)
    @DisplayName("TE-124: a description and a token of half a megabyte each are compared without end neither")
    void comparesInBoundedTime() {
        String body = "{\"error\":\"x\",\"error_description\":\"" + "d".repeat(500_000) + "\",\"access_token\":\""
                + "e".repeat(500_000) + "\"}";
        assertThat(Ask.refused(400, body)).message().contains("(" + "d".repeat(256) + ")");
    }

    @ParameterizedTest(name = "TE-125, R6749-35: {0} is neither shown nor fetched", quoteTextArguments = false)
    @CsvSource({"javascript:alert(1)", "file:///etc/passwd", "http://169.254.169.254/", "https://id.example.com/e"})
    void dropsTheErrorUri(String uri) {
        Ask ask = Ask.plainly();
        TokenException error = ask.refusedBy(400, "{\"error\":\"invalid_request\",\"error_uri\":\"" + uri + "\"}");
        assertThat(error).message().doesNotContain(uri);
        assertThat(ask.transport.requests).hasSize(1);
    }

    private static Map<String, List<String>> headers(String... namesAndValues) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return headers;
    }

    @Test
    @DisplayName("0.5: correlation ids are kept, and the first is shown")
    void keepsCorrelationIds() {
        TokenException error = Ask.refused(response(
                500,
                headers(
                        "CF-Ray", "7d1e-FRA",
                        "X-Request-Id", " 4f1c ",
                        "x-ms-request-id", "a\tb",
                        "X-Session", "secret",
                        "traceparent", "x".repeat(500)),
                ""));
        assertThat(error.failure().correlationIds())
                .containsExactly(
                        Map.entry("x-request-id", "4f1c"),
                        Map.entry("x-ms-request-id", "a?b"),
                        Map.entry("traceparent", "x".repeat(128)),
                        Map.entry("cf-ray", "7d1e-FRA"));
        assertThat(error).message().contains("status=500, attempt=1/1, id=4f1c)");
    }

    @Test
    @DisplayName("0.5: a correlation id that quotes the secret is dropped; a malformed answer has ids too")
    void dropsAnIdThatQuotesTheSecret() {
        TokenException quoting = Ask.refused(response(400, headers("x-request-id", "r-" + Ask.SECRET), ""));
        assertThat(quoting.failure().correlationIds()).isEmpty();
        TokenException malformed = Ask.refused(response(200, headers("x-correlation-id", "c-1"), "null"));
        assertThat(malformed).message().contains("id=c-1)");
    }

    @Test
    @DisplayName("R9110-21: the clocks' difference is measured from Date, and not from an answer out of a cache")
    void measuresTheSkew() {
        String date = "Thu, 01 Jan 2004 00:00:00 GMT";
        TokenException error = Ask.refused(response(400, headers("Date", date), ""));
        Duration skew = error.failure().clockSkew().orElseThrow();
        assertThat(skew).isNegative();
        for (String age : new String[] {"1", " 86400 "}) {
            TokenException cached = Ask.refused(response(400, headers("Date", date, "Age", age), ""));
            assertThat(cached.failure().clockSkew()).isEmpty();
        }
        for (String age : new String[] {"0", "x", "-1", ""}) {
            TokenException fresh = Ask.refused(response(400, headers("Date", date, "Age", age), ""));
            assertThat(fresh.failure().clockSkew()).isPresent();
        }
        assertThat(Ask.refused(response(400, headers("Date", "yesterday"), ""))
                        .failure()
                        .clockSkew())
                .isEmpty();
    }
}

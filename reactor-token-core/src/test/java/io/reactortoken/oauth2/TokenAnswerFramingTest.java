package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RecordingTransport.GRANTED;
import static io.reactortoken.oauth2.RecordingTransport.TOKEN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.transport.TransportResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 2.1 of the catalogue, as far as a complete body goes. */
class TokenAnswerFramingTest {

    private static final String PLAIN = "\"access_token\":\"" + TOKEN + "\",\"token_type\":\"Bearer\"";

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("TE-001", "<!DOCTYPE html><title>" + TOKEN + "</title>", "an HTML page (", "[H-HTML]"),
                arguments("TE-001", "\n <HTML>" + TOKEN, "an HTML page", "[H-HTML]"),
                arguments("TE-003", "", "is empty", "[H-RESPONSE]"),
                arguments("TE-005", " \r\n\t ", "is empty", "[H-RESPONSE]"),
                arguments("TE-005", "\ufeff", "is empty", "[H-RESPONSE]"),
                arguments("TE-006", "null", "not one JSON object", "[H-RESPONSE]"),
                arguments("TE-007", "[]", "not one JSON object", "[H-RESPONSE]"),
                arguments("TE-007", "[" + GRANTED + "]", "not one JSON object", "[H-RESPONSE]"),
                arguments("TE-007", "\"" + TOKEN + "\"", "not one JSON object", "[H-RESPONSE]"),
                arguments("TE-009", "{}", "no access_token, but 0 other members", "[H-RESPONSE]"),
                arguments("TE-010", "{\"access_token\":\"" + TOKEN, "not one JSON object", "[H-RESPONSE]"),
                arguments("TE-010", "{" + PLAIN, "not one JSON object", "[H-RESPONSE]"),
                arguments("TE-012", GRANTED + "garbage " + TOKEN, "not one JSON object", "[H-RESPONSE]"),
                arguments("TE-012", GRANTED + "]", "not one JSON object", "[H-RESPONSE]"),
                arguments("TE-013", GRANTED + GRANTED, "goes on after", "[H-RESPONSE]"),
                arguments("TE-015", ")]}'," + GRANTED, "not one JSON object", "[H-RESPONSE]"));
    }

    static Stream<Arguments> otherThings() {
        return Stream.of(
                arguments("TE-020", "access_token=" + TOKEN + "&expires_in=3600", "a form", "[H-FORM]"),
                arguments("TE-025", "<?xml version='1.0'?><a>" + TOKEN + "</a>", "HTML or XML", "[H-HTML]"),
                arguments("TE-026", "eyJhbGciOiJub25lIn0." + TOKEN + ".", "not one JSON object (", "[H-RESPONSE]"),
                arguments("TE-027", "--b\r\nContent-Type: text/plain\r\n", "not one JSON object", "[H-RESPONSE]"),
                arguments("TE-035", nested(100_000), "too deep", "[H-RESPONSE]"),
                arguments("TE-035", nested(40), "too deep", "[H-RESPONSE]"),
                arguments("0.4", "{" + PLAIN + many(5_000) + "}", "too many members", "[H-RESPONSE]"),
                arguments(
                        "0.4",
                        "{" + PLAIN + ",\"x\":\"" + "y".repeat(1 << 20) + "\"}",
                        "larger than 1 MiB",
                        "[H-RESPONSE]"));
    }

    static Stream<Arguments> otherMembers() {
        return Stream.of(
                arguments(
                        "TE-039",
                        "{" + PLAIN + ",\"access_token\":\"b\"}",
                        "duplicate member access_token",
                        "[H-RESPONSE]"),
                arguments(
                        "TE-040",
                        "{" + PLAIN + ",\"token_type\":\"Bearer\"}",
                        "duplicate member token_type",
                        "[H-RESPONSE]"),
                arguments(
                        "TE-040", "{\"expires_in\":1,\"expires_in\":2}", "duplicate member expires_in", "[H-RESPONSE]"),
                arguments("TE-040", "{\"error\":\"a\",\"error\":\"b\"}", "duplicate member error", "[H-RESPONSE]"),
                arguments("TE-041", "{\"Access_Token\":\"" + TOKEN + "\"}", "it has Access_Token;", "[H-RESPONSE]"),
                arguments("TE-041", "{\"accessToken\":\"" + TOKEN + "\"}", "it has accessToken;", "[H-RESPONSE]"),
                arguments("TE-041", "{\"token\":\"" + TOKEN + "\"}", "it has token;", "[H-RESPONSE]"),
                arguments("TE-041", "{\"" + TOKEN + "\":1}", "but 1 other members", "[H-RESPONSE]"),
                arguments("TE-043", "{\"data\":" + GRANTED + "}", "it has data;", "[H-WRAPPED]"),
                arguments(
                        "TE-043",
                        "{\"body\":\"" + GRANTED.replace("\"", "\\\"") + "\"}",
                        "it has body;",
                        "[H-WRAPPED]"));
    }

    private static String nested(int depth) {
        return "{" + PLAIN + ",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    }

    private static String many(int members) {
        return String.join(
                "",
                IntStream.range(0, members).mapToObj(i -> ",\"m" + i + "\":0").toList());
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource({"malformed", "otherThings", "otherMembers"})
    @DisplayName("2.1 what is no answer")
    void refusesWhatIsNoAnswer(String row, String body, String what, String hint) {
        TokenException error = Ask.refused(200, body);
        assertThat(error.code()).as(row).isEqualTo(Code.MTR);
        assertThat(error.retryable()).as(row).isFalse();
        assertThat(error).as(row).message().contains(what).endsWith(hint);
    }

    static Stream<Arguments> wellFormed() {
        return Stream.of(
                arguments("TE-016", "\ufeff" + GRANTED),
                arguments("TE-005", "\r\n " + GRANTED + "\n"),
                arguments("TE-037", "{" + PLAIN + ",\"x\":\"" + "y".repeat(900_000) + "\"}"),
                arguments("TE-035", nested(30)),
                arguments("TE-040", "{" + PLAIN + ",\"x\":1,\"x\":{\"access_token\":1},\"y\":{\"z\":1,\"z\":2}}"),
                arguments("TE-042", "{\"access\\u005ftoken\":\"" + TOKEN + "\",\"token_type\":\"Bearer\"}"),
                arguments("TE-044", "{\"@class\":\"a.B\",\"@type\":{},\"__proto__\":[1],\"$ref\":\"#\"," + PLAIN + "}"),
                arguments("R6749-36", "{" + PLAIN + ",\"error\":null,\"error_description\":3}"),
                arguments("R6749-36", "{\"error\":{\"code\":1}," + PLAIN + "}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wellFormed")
    @DisplayName("2.1 what is one all the same")
    void acceptsWhatIsOne(String row, String body) {
        assertThat(Ask.granted(body).reveal()).as(row).isEqualTo(TOKEN);
    }

    @ParameterizedTest(name = "TE-017 {0}")
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    @DisplayName("TE-017 another encoding than UTF-8")
    void refusesOtherEncodings(String charset) {
        TransportResponse response = new TransportResponse(200, Map.of(), GRANTED.getBytes(Charset.forName(charset)));
        assertThat(Ask.refused(response)).message().startsWith("MTR the answer is in UTF-16 or UTF-32");
    }

    @Test
    @DisplayName("TE-019 bytes that are not UTF-8: ignored where nobody reads, refused in the token")
    void toleratesBrokenBytesWhereNobodyReads() {
        byte[] ignored = ("{" + PLAIN + ",\"x\":\"\u00e9\u00ff\"}").getBytes(ISO_8859_1);
        byte[] read = "{\"access_token\":\"abc\u00e9\",\"token_type\":\"Bearer\"}".getBytes(ISO_8859_1);

        assertThat(Ask.granted(new TransportResponse(200, Map.of(), ignored)).reveal())
                .isEqualTo(TOKEN);
        assertThat(Ask.refused(new TransportResponse(200, Map.of(), read)))
                .message()
                .contains("U+FFFD at index 3");
    }

    @Test
    @DisplayName("TE-018 a byte that is not UTF-8 in a description is a question mark")
    void replacesBrokenBytesInADescription() {
        byte[] body = "{\"error\":\"invalid_request\",\"error_description\":\"caf\u00e9\"}".getBytes(ISO_8859_1);
        assertThat(Ask.refused(new TransportResponse(400, Map.of(), body)))
                .message()
                .contains("invalid_request (caf?)");
    }

    @Test
    @DisplayName("TE-031 gzip that nobody asked for")
    void namesGzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(GRANTED.getBytes(UTF_8));
        }
        assertThat(Ask.refused(new TransportResponse(200, Map.of(), bytes.toByteArray())))
                .message()
                .startsWith("MTR the answer is compressed with gzip");
    }

    @Test
    @DisplayName("TE-034 an encoding that is not undone is named")
    void namesTheContentEncoding() {
        TransportResponse response =
                RecordingTransport.response(200, Map.of("content-encoding", List.of("br\r\nX: 1")), "\u000b\u0002junk");
        assertThat(Ask.refused(response)).message().contains("its Content-Encoding is 'br??X: 1'");
    }

    @ParameterizedTest(name = "TE-021 to TE-024 {0}")
    @ValueSource(
            strings = {
                "text/plain",
                "text/html",
                "",
                "APPLICATION/JSON",
                "application/json; charset=\"utf-8\"",
                "application/vnd.x+json",
                "application/json; charset=",
                "application/json; charset=utf-16",
                ";;;"
            })
    @DisplayName("TE-021 to TE-024 the content decides, not its type")
    void ignoresTheContentType(String type) {
        Map<String, List<String>> headers = Map.of("Content-Type", List.of(type));
        assertThat(Ask.granted(RecordingTransport.response(200, headers, GRANTED))
                        .reveal())
                .isEqualTo(TOKEN);
        assertThat(Ask.granted(RecordingTransport.response(200, Map.of(), GRANTED))
                        .reveal())
                .isEqualTo(TOKEN);
    }

    @ParameterizedTest(name = "TE-047 {0}")
    @ValueSource(ints = {200, 201, 203, 299})
    @DisplayName("TE-047 statuses that may carry a token")
    void acceptsTheStatus(int status) {
        assertThat(Ask.granted(RecordingTransport.response(status, GRANTED)).reveal())
                .isEqualTo(TOKEN);
    }

    @ParameterizedTest(name = "TE-047 {0}")
    @ValueSource(ints = {202, 206})
    @DisplayName("TE-047 statuses that say there is more to come")
    void refusesTheStatus(int status) {
        assertThat(Ask.refused(status, GRANTED).code()).isEqualTo(Code.HTP);
    }

    @Test
    @DisplayName("TE-004 204 is an empty answer")
    void refusesNoContent() {
        assertThat(Ask.refused(204, "")).message().startsWith("MTR the answer is empty");
    }
}

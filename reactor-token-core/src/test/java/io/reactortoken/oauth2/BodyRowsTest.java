package io.reactortoken.oauth2;

import static io.reactortoken.FailureKind.EMPTY;
import static io.reactortoken.FailureKind.HTML;
import static io.reactortoken.FailureKind.MISSING;
import static io.reactortoken.FailureKind.NOT_JSON;
import static io.reactortoken.FailureKind.TOO_COMPLEX;
import static io.reactortoken.FailureKind.TOO_LARGE;
import static io.reactortoken.oauth2.RecordingTransport.GRANTED;
import static io.reactortoken.oauth2.RecordingTransport.TOKEN;
import static io.reactortoken.oauth2.RecordingTransport.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenResponseException;
import io.reactortoken.transport.TransportResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Section 2.1 of the catalogue, as far as a complete body goes: what is one JSON object, and what is not. */
class BodyRowsTest {

    private static final String PLAIN = "\"access_token\":\"" + TOKEN + "\",\"token_type\":\"Bearer\"";

    static Stream<Arguments> notJson() {
        return Stream.of(
                arguments(
                        "TE-001",
                        "<!DOCTYPE html><title>" + TOKEN + "</title>",
                        HTML,
                        "an HTML page (47 bytes)",
                        "H-HTML"),
                arguments("TE-001", "\n <HTML>" + TOKEN, HTML, "an HTML page", "H-HTML"),
                arguments("TE-005", " \r\n\t ", EMPTY, "is empty", "H-RESPONSE"),
                arguments("TE-005", "\ufeff", EMPTY, "is empty", "H-RESPONSE"),
                arguments("TE-006", "null", NOT_JSON, "JSON null, object expected", "H-RESPONSE"),
                arguments("TE-007", "[]", NOT_JSON, "not one JSON object", "H-RESPONSE"),
                arguments("TE-007", "[" + GRANTED + "]", NOT_JSON, "not one JSON object", "H-RESPONSE"),
                arguments("TE-007", "\"" + TOKEN + "\"", NOT_JSON, "not one JSON object", "H-RESPONSE"),
                arguments("TE-012", GRANTED + "garbage " + TOKEN, NOT_JSON, "not one JSON object", "H-RESPONSE"),
                arguments("TE-012", GRANTED + "garbage", NOT_JSON, "not one JSON object", "H-RESPONSE"),
                arguments("TE-012", GRANTED + "]", NOT_JSON, "not one JSON object", "H-RESPONSE"),
                arguments("TE-012", GRANTED + "{", NOT_JSON, "goes on after", "H-RESPONSE"),
                arguments("TE-013", GRANTED + GRANTED, NOT_JSON, "goes on after", "H-RESPONSE"),
                arguments("TE-013", GRANTED + "\r\n" + GRANTED, NOT_JSON, "goes on after", "H-RESPONSE"),
                arguments("TE-015", ")]}'," + GRANTED, NOT_JSON, "not one JSON object", "H-RESPONSE"),
                arguments("TE-020", "access_token=" + TOKEN + "&expires_in=3600", NOT_JSON, "a form", "H-FORM"),
                arguments("TE-025", "<?xml version='1.0'?><a>" + TOKEN + "</a>", NOT_JSON, "HTML or XML", "H-HTML"),
                arguments("TE-025", "<soap:Envelope/>", NOT_JSON, "HTML or XML", "H-HTML"),
                arguments("TE-026", "eyJhbGciOiJub25lIn0." + TOKEN + ".", NOT_JSON, "(38 bytes)", "H-RESPONSE"),
                arguments("TE-027", "--b\r\nContent-Type: text/plain\r\n", NOT_JSON, "not one JSON", "H-RESPONSE"));
    }

    static Stream<Arguments> tooMuch() {
        String megabyte = "{" + PLAIN + ",\"x\":\"" + "y".repeat(1 << 20) + "\"}";
        return Stream.of(
                arguments("0.4", megabyte, TOO_LARGE, "larger than 1 MiB", "H-HTML"),
                arguments("TE-035", nested(100_000), TOO_COMPLEX, "too deep", "H-RESPONSE"),
                arguments("TE-035", nested(32), TOO_COMPLEX, "too deep", "H-RESPONSE"),
                arguments("TE-035", nested("{\"y\":", "}", 100_000), TOO_COMPLEX, "too deep", "H-RESPONSE"),
                arguments("0.4", "{" + PLAIN + many(999) + "}", TOO_COMPLEX, "too many members", "H-RESPONSE"),
                arguments("0.4", "{\"x\":[" + "0,".repeat(20_000) + "0]}", TOO_COMPLEX, "too many", "H-RESPONSE"),
                arguments("0.4", "{\"x\":" + "1".repeat(65) + "}", TOO_COMPLEX, "too long a number", "H-RESPONSE"),
                arguments(
                        "TE-039, R8259-01",
                        doubled("access_token", "\"b\""),
                        TOO_COMPLEX,
                        "access_token",
                        "H-RESPONSE"),
                arguments("TE-040", doubled("token_type", "\"Bearer\""), TOO_COMPLEX, "token_type", "H-RESPONSE"),
                arguments(
                        "TE-040", doubled("expires_in", "1"), TOO_COMPLEX, "duplicate member expires_in", "H-RESPONSE"),
                arguments("TE-040", doubled("error", "\"a\""), TOO_COMPLEX, "duplicate member error", "H-RESPONSE"));
    }

    static Stream<Arguments> otherMembers() {
        String wrapped = "{\"body\":\"" + GRANTED.replace("\"", "\\\"") + "\"}";
        return Stream.of(
                arguments("TE-009", "{}", MISSING, "no access_token, but 0 other members", "H-RESPONSE"),
                arguments(
                        "TE-009",
                        "{\"scope\":\"" + TOKEN + "\",\"expires_in\":1,\"x\":2}",
                        MISSING,
                        "but expires_in, scope and 1 other members",
                        "H-RESPONSE"),
                arguments(
                        "TE-041",
                        "{\"Access_Token\":\"" + TOKEN + "\"}",
                        MISSING,
                        "it has Access_Token;",
                        "H-RESPONSE"),
                arguments(
                        "TE-041", "{\"accessToken\":\"" + TOKEN + "\"}", MISSING, "it has accessToken;", "H-RESPONSE"),
                arguments("TE-041", "{\"token\":\"" + TOKEN + "\"}", MISSING, "it has token;", "H-RESPONSE"),
                arguments("TE-041", "{\"" + TOKEN + "\":1}", MISSING, "but 1 other members", "H-RESPONSE"),
                arguments("TE-043", "{\"data\":" + GRANTED + "}", MISSING, "it has data;", "H-WRAPPED"),
                arguments("TE-043", wrapped, MISSING, "it has body;", "H-WRAPPED"));
    }

    private static String nested(int depth) {
        return nested("[", "]", depth);
    }

    private static String nested(String open, String close, int depth) {
        return "{" + PLAIN + ",\"x\":" + open.repeat(depth) + (open.length() > 1 ? "0" : "") + close.repeat(depth)
                + "}";
    }

    private static String many(int members) {
        return String.join(
                "",
                IntStream.range(0, members).mapToObj(i -> ",\"m" + i + "\":0").toList());
    }

    private static String doubled(String name, String value) {
        return "{" + PLAIN + ",\"" + name + "\":" + value + ",\"" + name + "\":" + value + "}";
    }

    @ParameterizedTest(name = "{0}, TM-03: [{index}] MTR/{2}, {3}", quoteTextArguments = false)
    @MethodSource({"notJson", "tooMuch", "otherMembers"})
    @DisplayName("what is no answer, and is not asked for again")
    void refusesWhatIsNoAnswer(String row, String body, FailureKind kind, String what, String hint) {
        TokenException error = Ask.refused(200, body);
        assertThat(error).isInstanceOf(TokenResponseException.class);
        assertThat(error.code()).isEqualTo(Code.MTR);
        assertThat(error.failure().kind()).contains(kind);
        assertThat(error.retryable()).isFalse();
        assertThat(error).message().contains(what, "status=200").endsWith("[" + hint + "]");
    }

    static Stream<Arguments> wellFormed() {
        return Stream.of(
                arguments("TE-016, R8259-01", "\ufeff" + GRANTED),
                arguments("TE-005", "\r\n " + GRANTED + "\n"),
                arguments("TE-037", "{" + PLAIN + ",\"x\":\"" + "y".repeat(900_000) + "\"}"),
                arguments("TE-035", nested(31)),
                arguments("0.4", "{" + PLAIN + many(998) + "}"),
                arguments("TE-040", "{" + PLAIN + ",\"x\":1,\"x\":{\"access_token\":1},\"y\":{\"z\":1,\"z\":2}}"),
                arguments("TE-042", "{\"access\\u005ftoken\":\"" + TOKEN + "\",\"token_type\":\"Bearer\"}"),
                arguments("TE-044", "{\"@class\":\"a.B\",\"@type\":{},\"__proto__\":[1],\"$ref\":\"#\"," + PLAIN + "}"),
                arguments("R6749-21", "{\"a\":null,\"b\":[{\"c\":[1.5e3,true]}],\"\":{}," + PLAIN + ",\"d\":\"\"}"),
                arguments("R6749-36", "{" + PLAIN + ",\"error\":null,\"error_description\":3}"),
                arguments("R6749-36", "{\"error\":{\"code\":1}," + PLAIN + "}"));
    }

    @ParameterizedTest(name = "{0}: [{index}] is an answer", quoteTextArguments = false)
    @MethodSource("wellFormed")
    @DisplayName("what is one all the same")
    void acceptsWhatIsOne(String row, String body) {
        assertThat(Ask.granted(body).reveal()).isEqualTo(TOKEN);
    }

    @ParameterizedTest(name = "TE-047: {0} with a valid body is accepted, with a remark", quoteTextArguments = false)
    @ValueSource(ints = {201, 203, 299})
    void acceptsTheStatus(int status) {
        Ask ask = Ask.plainly();
        assertThat(ask.grantedBy(response(status, GRANTED)).reveal()).isEqualTo(TOKEN);
        assertThat(ask.remarks()).singleElement().asString().contains("HTTP " + status);
    }

    @ParameterizedTest(name = "TE-047: {0} says that there is more to come", quoteTextArguments = false)
    @ValueSource(ints = {202, 206})
    void refusesTheStatus(int status) {
        TokenException error = Ask.refused(status, GRANTED);
        assertThat(error.code()).isEqualTo(Code.HTP);
        assertThat(error.retryable()).isFalse();
    }

    @Test
    @DisplayName("TE-004: 204 is an empty answer, and is not asked for again")
    void refusesNoContent() {
        TokenException error = Ask.refused(204, "");
        assertThat(error).message().startsWith("MTR the answer is empty").contains("status=204");
        assertThat(error.failure().kind()).contains(EMPTY);
    }

    @Test
    @DisplayName("R6749-20: what is granted is in the token, and nothing is remarked")
    void grantsAToken() {
        Ask ask = Ask.plainly();
        TransportResponse response = RecordingTransport.granted();
        assertThat(ask.grantedBy(response).reveal()).isEqualTo(TOKEN);
        assertThat(ask.log()).isEmpty();
        assertThat(ask.transport.only().headers()).containsEntry("Accept", "application/json");
    }

    @Test
    @DisplayName("TE-049: a cookie is not kept, and not sent back")
    void keepsNoCookie() {
        Ask ask = Ask.plainly();
        ask.transport.then(Mono.just(response(503, Map.of("Set-Cookie", List.of("SESSION=" + TOKEN)), "")));
        ask.refusedBy(503, "");
        ask.grantedBy(GRANTED);
        assertThat(ask.transport.requests)
                .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("Cookie"));
    }
}

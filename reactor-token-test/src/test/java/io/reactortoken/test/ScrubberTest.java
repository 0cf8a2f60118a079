package io.reactortoken.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubberTest {

    private static final String JWT = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJjbGllbnQifQ.c2lnbmF0dXJl";

    static Stream<Arguments> recordings() {
        return Stream.of(
                Arguments.of(
                        "Authorization: Bearer CNRY.a-b_c~d\r\nHost: a", "Authorization: Bearer [scrubbed]\r\nHost: a"),
                Arguments.of("authorization: basic Q05SWTpDTlJZ==", "authorization: basic [scrubbed]"),
                Arguments.of("{\"Authorization\": \"DPoP CNRY-1\"}", "{\"Authorization\": \"DPoP [scrubbed]\"}"),
                Arguments.of(
                        "WWW-Authenticate: Bearer error=\"invalid_token\", realm=\"x\"",
                        "WWW-Authenticate: Bearer error=\"invalid_token\", realm=\"x\""),
                Arguments.of("Set-Cookie: id=CNRY; Path=/\nDate: x", "Set-Cookie: [scrubbed]\nDate: x"),
                Arguments.of("{\"Cookie\": \"id=CNRY\", \"a\": 1}", "{\"Cookie\": \"[scrubbed]\", \"a\": 1}"),
                Arguments.of(
                        "{\"Cookie\" : {\"equalTo\" : \"CNRY=1\"}}", "{\"Cookie\" : {\"equalTo\" : \"[scrubbed]\"}}"),
                Arguments.of(
                        "{\"name\":\"cookie\",\"value\":\"CNRY=1\"}", "{\"name\":\"cookie\",\"value\":\"[scrubbed]\"}"),
                Arguments.of("{\"Set-Cookie\": [\"a=CNRY\", \"b=CNRY\"]}", "{\"Set-Cookie\": [\"[scrubbed]\"]}"),
                Arguments.of(
                        "grant_type=client_credentials&client_secret=CNRY%2B1&client_id=me",
                        "grant_type=client_credentials&client_secret=[scrubbed]&client_id=me"),
                Arguments.of("GET /cb?state=1&code=CNRY HTTP/1.1", "GET /cb?state=1&code=[scrubbed] HTTP/1.1"),
                Arguments.of(
                        "{\"access_token\" : \"CN\\/RY\\\"CNRY\", \"token_type\": \"Bearer\", \"expires_in\": 60}",
                        "{\"access_token\" : \"[scrubbed]\", \"token_type\": \"Bearer\", \"expires_in\": 60}"),
                Arguments.of(
                        "{\"body\": \"{\\\"refresh_token\\\":\\\"CN\\\\/RY\\\\\\\"CNRY\\\",\\\"scope\\\":\\\"a\\\"}\"}",
                        "{\"body\": \"{\\\"refresh_token\\\":\\\"[scrubbed]\\\",\\\"scope\\\":\\\"a\\\"}\"}"),
                Arguments.of("{\\\"id_token\\\":\\\"CNRY cut off", "{\\\"id_token\\\":\\\"[scrubbed]"),
                Arguments.of("<a href='/x?t=" + JWT + "'>", "<a href='/x?t=[scrubbed]'>"));
    }

    @ParameterizedTest(name = "TM-37 [{index}] {1}", quoteTextArguments = false)
    @MethodSource("recordings")
    void takesCredentialsOut(String recorded, String scrubbed) {
        Scrubber scrubber = Scrubber.create();

        assertThat(scrubber.scrub(recorded)).isEqualTo(scrubbed);
        assertThat(scrubber.scrub(scrubbed)).as("once more").isEqualTo(scrubbed);
    }

    @Test
    @DisplayName("TM-37 a secret that was given is taken out in each of its forms, wherever it stands")
    void takesKnownSecretsOut() {
        String secret = "p&s \"w\\rd%+CNRY";
        String pair = Base64.getEncoder().encodeToString(("me:" + secret + ":x").getBytes(UTF_8));
        String recorded = "X-Key: " + secret + "\nX-Pair: " + pair + "\nform " + URLEncoder.encode(secret, UTF_8)
                + "\njson \"p&s \\\"w\\\\rd%+CNRY\"";

        String scrubbed = Scrubber.create().secret(secret).scrub(recorded);

        assertThat(scrubbed)
                .startsWith("X-Key: [scrubbed]\nX-Pair: ")
                .endsWith("\nform [scrubbed]\njson \"[scrubbed]\"")
                .doesNotContain("CNRY", pair)
                .containsOnlyOnce("X-Pair: bWU6[scrubbed]");
    }

    @Test
    @DisplayName("TM-37 what is recorded of a token request, and of its answer, opens nothing afterwards")
    void takesTheCanariesOutOfARecording() {
        Canary secret = Canary.of("secret");
        Canary token = Canary.of("token");
        String basic = Base64.getEncoder().encodeToString(("me:" + secret).getBytes(UTF_8));
        String recorded = "POST /token HTTP/1.1\r\nAuthorization: Basic " + basic
                + "\r\n\r\ngrant_type=refresh_token&refresh_token=" + token + "\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
                + "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\"}";
        assertThat(secret.isIn(recorded)).isTrue();
        assertThat(token.isIn(recorded)).isTrue();

        String scrubbed = Scrubber.create().scrub(recorded);

        assertThat(secret.isIn(scrubbed)).isFalse();
        assertThat(token.isIn(scrubbed)).isFalse();
        assertThat(scrubbed).contains("grant_type=refresh_token", "\"token_type\":\"Bearer\"");
    }

    @Test
    @DisplayName("a body of a megabyte is scrubbed too")
    void scrubsMuch() {
        String much = "x".repeat(1 << 20);

        assertThat(Scrubber.create().scrub("{\"access_token\":\"" + much + "\"}"))
                .isEqualTo("{\"access_token\":\"[scrubbed]\"}");
        assertThat(Scrubber.create().scrub(much)).isEqualTo(much);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc"})
    @DisplayName("a secret that is in every text by chance is refused; none is shown")
    void refuses(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Scrubber.create().secret(text));
        assertThat(Scrubber.create().secret("CNRY-1").toString()).doesNotContain("CNRY");
    }
}

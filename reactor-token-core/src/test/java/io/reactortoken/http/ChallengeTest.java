package io.reactortoken.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {

    private static Challenge one(String field) {
        List<Challenge> found = Challenge.parse(List.of(field));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    @DisplayName("R9110-01: the case of a scheme and of a name does not matter")
    void caseDoesNotMatter() {
        Challenge challenge = one("BEARER Error=\"invalid_token\"");

        assertThat(challenge.isOf("Bearer")).isTrue();
        assertThat(challenge.error()).isEqualTo("invalid_token");
        assertThat(challenge.parameter("ERROR")).hasValue("invalid_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"error = \"invalid_token\"", "error =\tinvalid_token", "  error=  \"invalid_token\" ,"})
    @DisplayName("R9110-02: spaces around the equals sign")
    void badWhitespace(String parameter) {
        assertThat(one("Bearer " + parameter).error()).isEqualTo("invalid_token");
    }

    @Test
    @DisplayName(
            "R9110-03: a comma and an equals sign inside a quoted string belong to it, and a quoted pair is one character")
    void quotedStrings() {
        // RFC 6750 section 3 has this example
        Challenge example =
                one("Bearer scope=\"urn:example:channel=HBO&urn:example:rating=G,PG-13\", error=\"a\\\"\\\\b\"");

        assertThat(example.parameters())
                .isEqualTo(Map.of("scope", "urn:example:channel=HBO&urn:example:rating=G,PG-13", "error", "a\"\\b"));
        assertThat(example.malformed()).isFalse();
    }

    @Test
    @DisplayName("R9110-04: a bare scheme, a token68, parameters")
    void threeForms() {
        List<Challenge> found = Challenge.parse(List.of("Negotiate, NTLM TlRM/+TVNT==, X abc, Basic realm=\"a\""));

        assertThat(found)
                .containsExactly(
                        new Challenge("Negotiate", "", Map.of(), false),
                        new Challenge("NTLM", "TlRM/+TVNT==", Map.of(), false),
                        new Challenge("X", "abc", Map.of(), false),
                        new Challenge("Basic", "", Map.of("realm", "a"), false));
    }

    @Test
    @DisplayName("R9110-05: several challenges in one field, and in several")
    void severalChallenges() {
        List<Challenge> example = Challenge.parse(
                List.of("Basic realm=\"simple\", Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\""));
        List<Challenge> lines = Challenge.parse(List.of("Bearer error=\"invalid_token\"", "DPoP algs=\"ES256 PS256\""));

        assertThat(example)
                .containsExactly(
                        new Challenge("Basic", "", Map.of("realm", "simple"), false),
                        new Challenge(
                                "Newauth",
                                "",
                                Map.of("realm", "apps", "type", "1", "title", "Login to \"apps\""),
                                false));
        assertThat(lines).extracting(Challenge::scheme).containsExactly("Bearer", "DPoP");
        assertThat(Challenge.parse(List.of("Bearer error=\"invalid_token\", DPoP algs=\"ES256 PS256\"")))
                .isEqualTo(lines);
    }

    @Test
    @DisplayName("R9110-06: empty elements are ignored, the first 64 of them")
    void emptyElements() {
        assertThat(Challenge.parse(List.of(",, Bearer ,, error=\"invalid_token\",,")))
                .hasSize(1);
        assertThat(Challenge.parse(List.of(",".repeat(63) + "Bearer"))).hasSize(1);
        assertThat(Challenge.parse(List.of(",".repeat(64) + "Bearer"))).isEmpty();
    }

    @Test
    @DisplayName("R9110-07: an unknown scheme is a challenge like another, and one scheme may occur twice")
    void unknownSchemes() {
        List<Challenge> found = Challenge.parse(
                List.of("AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=c, Bearer realm=\"x\", Bearer realm=\"y\""));

        assertThat(found).extracting(Challenge::scheme).containsExactly("AWS4-HMAC-SHA256", "Bearer", "Bearer");
        assertThat(found.get(2).parameter("realm")).hasValue("y");
    }

    @Test
    @DisplayName("R9110-08: R6750-05: of a name that occurs twice the first value counts, and the challenge is marked")
    void duplicates() {
        Challenge challenge = one("Bearer error=\"invalid_token\", error=\"insufficient_scope\", Error=x");

        assertThat(challenge.error()).isEqualTo("invalid_token");
        assertThat(challenge.malformed()).isTrue();
    }

    @Test
    @DisplayName("R6750-13: a parameter's value is a token or a quoted string")
    void tokenOrQuoted() {
        assertThat(one("Bearer error=invalid_token").error()).isEqualTo("invalid_token");
        assertThat(one("Bearer error=invalid_token").malformed()).isFalse();
        assertThat(one("Bearer error_uri=https://x.example/?error=y, error=z").error())
                .isEqualTo("z");
    }

    @Test
    @DisplayName("R6750-07: the scope that is missing is told, token by token")
    void neededScope() {
        assertThat(one("Bearer error=\"insufficient_scope\", scope=\" a:b  c:d a:b\"")
                        .scope())
                .containsExactly("a:b", "c:d");
        assertThat(one("Bearer").scope()).isEmpty();
    }

    @Test
    @DisplayName("R9470-01: acr_values and max_age are told, quoted or not")
    void stepUp() {
        Challenge quoted =
                one("Bearer error=\"insufficient_user_authentication\", acr_values=\"gold silver\", max_age=\"5\"");

        assertThat(quoted.error()).isEqualTo("insufficient_user_authentication");
        assertThat(quoted.acrValues()).containsExactly("gold", "silver");
        assertThat(quoted.maxAge()).hasValue(Duration.ofSeconds(5));
        assertThat(one("Bearer max_age=0").maxAge()).hasValue(Duration.ZERO);
        assertThat(one("Bearer realm=a").acrValues()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "\"\"", "1000000000", "x", "\u0665"})
    @DisplayName("R9470-01: a max_age that is no such number is none")
    void badMaxAge(String value) {
        assertThat(one("Bearer a=b, max_age=" + value).maxAge()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X abc realm=a", "X abc, type=1", "X ab/\u00e9"})
    @DisplayName("R9110-04, RS-12: a token68 with parameters, or with other characters, marks the challenge")
    void noToken68(String field) {
        assertThat(one(field).malformed()).isTrue();
    }

    @Test
    @DisplayName("RS-12: what cannot be read marks the challenge in which it stands, and costs no other")
    void junk() {
        assertThat(Challenge.parse(List.of("Bearer a=\"unterminated, Basic")))
                .singleElement()
                .satisfies(challenge -> {
                    assertThat(challenge.malformed()).isTrue();
                    assertThat(challenge.parameter("a")).hasValue("unterminated, Basic");
                });
        assertThat(Challenge.parse(List.of("\u0000\u00e9 Bearer {}, error=x, Basic realm=a")))
                .extracting(Challenge::scheme, Challenge::malformed)
                .containsExactly(tuple("Bearer", true), tuple("Basic", false));
    }
}

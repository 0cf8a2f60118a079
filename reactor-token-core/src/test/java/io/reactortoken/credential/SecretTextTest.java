package io.reactortoken.credential;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reactortoken.Leaks;
import io.reactortoken.LogLines;
import io.reactortoken.Messages;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.TokenRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class SecretTextTest {

    private static final String CANARY = "CNRY-text-0be1c2d3";

    private static SecretSource loading(String raw) {
        return loader(raw).source();
    }

    private static SecretLoader loader(String raw) {
        return SecretLoader.of("a store", () -> Mono.just(Secret.of(raw)));
    }

    private static Secret read(SecretSource source) {
        return requireNonNull(source.secret().block());
    }

    @ParameterizedTest
    @DisplayName("CS-02, CS-03 what is cut off the edges is told once, as code points")
    @CsvSource({
        "'%s\n', U+000A",
        "'%s\r\n', U+000D U+000A",
        "'\u00a0%s\u200b', U+00A0 U+200B",
        "'\ufeff%s', U+FEFF",
        "'     %s', U+0020 U+0020 U+0020 U+0020 .."
    })
    void tellsWhatItCutOff(String edges, String told) {
        try (LogLines lines = LogLines.listen()) {
            SecretSource source = loading(String.format(edges, CANARY));
            Secret secret = read(source);
            read(source);
            assertThat(secret.reveal()).isEqualTo(CANARY);
            assertThat(secret.edges()).isEqualTo(told);
            assertThat(lines.of("WARN"))
                    .containsExactly(
                            "WARN white space was cut off the secret's edges: " + told + " (source=a store) [L-EDGES]");
        }
    }

    @Test
    @DisplayName("CS-02 untrimmed: exactly as it is loaded, and nothing to tell")
    void leavesTheEdgesOnRequest() {
        Secret secret = read(loader(CANARY + "\n").untrimmed().source());
        assertThat(secret.reveal()).isEqualTo(CANARY + "\n");
        assertThat(secret.edges()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("CS-08 a placeholder is refused, unless it is allowed")
    @ValueSource(
            strings = {
                "changeme",
                "CHANGEME",
                "<secret>",
                "${CLIENT_SECRET}",
                "{{client_secret}}",
                "xxx",
                "XXXXXXXX",
                "TODO",
                "your-client-secret",
                "YOUR_SECRET",
                "%CLIENT_SECRET%",
                "********",
                "changeme\n"
            })
    void refusesPlaceholders(String placeholder) {
        TokenCredentialException refused =
                catchThrowableOfType(TokenCredentialException.class, () -> read(loading(placeholder)));
        assertThat(refused.code()).isEqualTo(Code.CRD_P);
        assertThat(refused).hasMessageContaining("the secret from a store is a placeholder");
        Messages.assertWellFormed(refused);
        assertThat(read(loader(placeholder).allowPlaceholder().source()).reveal())
                .isEqualTo(placeholder.trim());
    }

    @ParameterizedTest
    @DisplayName("CS-08 what only looks a little like a placeholder is none")
    @ValueSource(strings = {"xx", "secret", "<a", "a>", "$ecret{x}", "todo-9f2c", "xXxy", "yours", "100%"})
    void takesOtherTexts(String text) {
        assertThat(read(loading(text)).reveal()).isEqualTo(text);
    }

    @ParameterizedTest
    @DisplayName("CS-08 the placeholder of a program is refused when the request is built")
    @ValueSource(strings = {"changeme", "<secret>", "${CLIENT_SECRET}"})
    void refusesPlaceholdersOfTheProgram(String placeholder) {
        TokenRequest request = OAuth2.clientCredentials("https://id.example.com/token")
                .clientId("billing")
                .clientSecret(SecretSource.of(placeholder))
                .transport(sent -> Mono.empty());
        TokenCredentialException refused = catchThrowableOfType(TokenCredentialException.class, request::source);
        assertThat(refused).hasMessageStartingWith("CRD-P the secret from the program is a placeholder");
    }

    @ParameterizedTest
    @DisplayName("empty, blank, or half of a surrogate pair: refused, and not shown")
    @CsvSource({"'', is empty", "' \n', is blank", "'\ufeff\u00a0', is blank"})
    void refusesBlankTexts(String raw, String what) {
        TokenCredentialException refused =
                catchThrowableOfType(TokenCredentialException.class, () -> read(loading(raw)));
        assertThat(refused).hasMessageContaining("the secret from a store " + what);
        assertThat(refused.code()).isEqualTo(Code.CRD_P);
    }

    @Test
    @DisplayName("CS-04 odd characters inside a secret stay")
    void leavesTheInside() {
        String odd = CANARY + "\u00ad \u200b\u201cx\u0430";
        Secret secret = read(loading(odd));
        assertThat(secret.reveal()).isEqualTo(odd);
        Leaks.assertNone(secret, CANARY);
    }
}

package io.reactortoken.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reactortoken.Leaks;
import io.reactortoken.LogLines;
import io.reactortoken.Messages;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretLoader;
import io.reactortoken.credential.SecretSource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class SecretLintsTest {

    private static final String CANARY = "CNRY-lint-3c4d5e6f";

    private final RecordingTransport transport = new RecordingTransport();

    /** What two requests with this secret make of it at WARN. */
    private List<String> warnings(String clientId, String secret) {
        SecretSource source =
                SecretLoader.of("a store", () -> Mono.just(Secret.of(secret))).source();
        try (LogLines lines = LogLines.listen()) {
            var tokens = OAuth2.clientCredentials("https://id.example.com/token")
                    .clientId(clientId)
                    .clientSecret(source)
                    .transport(transport)
                    .source();
            tokens.token().block();
            tokens.token().block();
            Leaks.assertNone(lines.all(), CANARY);
            return lines.of("WARN");
        }
    }

    @ParameterizedTest
    @DisplayName("CS-04, CS-05, CS-09, CS-10 what is odd is told once, with where and what, and sent all the same")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "billing, CNRY-lint\u00ad-3c4d5e6f, [L-ODD], holds U+00AD at index 9",
                "billing, a\u00a0b, [L-ODD], holds U+00A0 at index 1",
                "billing, \u201cCNRY-lint-3c4d5e6f\u201d, [L-ODD], holds U+201C at index 0",
                "billing, p\u0430ss, [L-ODD], holds U+0430 at index 1",
                "`billing `, CNRY-lint-3c4d5e6f, [L-ID-EDGE], the client id ends in U+0020",
                "`\u00a0billing`, CNRY-lint-3c4d5e6f, [L-ID-EDGE], the client id begins with U+00A0",
                "billing, \"CNRY-lint-3c4d5e6f\", [L-QUOTES], is in quotes",
                "billing, 'CNRY-lint-3c4d5e6f', [L-QUOTES], is in quotes",
                "CNRY-same, CNRY-same, [H-SWAP], is the client id",
                "0123456789abcdef0123456789abcdefgh, orders, [H-SWAP], is much shorter than the client id",
                "billing, CNRY-lint%2F3c4d5e6f, [H-DOUBLE], looks percent-encoded already"
            })
    void tellsOddSecrets(String clientId, String secret, String id, String what) {
        assertThat(warnings(clientId, secret))
                .singleElement()
                .asString()
                .contains(what, id, id.equals("[L-ID-EDGE]") ? "copied" : "from a store");
        assertThat(transport.requests).hasSize(2);
    }

    @Test
    @DisplayName("CS-10 the Base64 of id and secret is told")
    void tellsABasicPair() {
        String pair = Base64.getEncoder().encodeToString(("billing:" + CANARY).getBytes(StandardCharsets.UTF_8));
        assertThat(warnings("billing", pair)).singleElement().asString().contains("Base64 of id and secret");
    }

    @ParameterizedTest
    @DisplayName("CS-04, CS-09, CS-10 what is only unusual is not told")
    @ValueSource(strings = {"CNRY-lint-3c4d5e6f", "100%", "p\u00e4ss\u00fcw\u00f6rd", "it's", "YmlsbA==", "a b+c/d=&:"})
    void leavesUsualSecretsAlone(String secret) {
        assertThat(warnings("billing", secret)).isEmpty();
        assertThat(warnings("123e4567-e89b-12d3-a456-426614174000", secret)).isEmpty();
    }

    @Test
    @DisplayName("CS-22 more than 16 K characters are no secret")
    void refusesALongSecret() {
        SecretSource source = SecretSource.of("ab".repeat(8 * 1024) + "c");
        Mono<?> token = OAuth2.clientCredentials("https://id.example.com/token")
                .clientId("billing")
                .clientSecret(source)
                .transport(transport)
                .source()
                .token();
        assertThatExceptionOfType(TokenCredentialException.class)
                .isThrownBy(token::block)
                .satisfies(Messages::assertWellFormed)
                .withMessageContaining("has more than 16384 characters");
        assertThat(transport.requests).isEmpty();
    }
}

package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RotatingSecrets.HOUR;
import static io.reactortoken.oauth2.RotatingSecrets.NEW;
import static io.reactortoken.oauth2.RotatingSecrets.OLD;
import static io.reactortoken.oauth2.RotatingSecrets.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.FailureKind;
import io.reactortoken.Leaks;
import io.reactortoken.LogLines;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import io.reactortoken.transport.TransportRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** A secret that is replaced while the program runs: at the server first, at the source first, or wrongly. */
class SecretRotationTest {

    private final RotatingSecrets with = new RotatingSecrets();

    @Test
    @DisplayName("CF-31, CS-19 the server refuses the old secret: the source is read once more, and nobody sees it")
    void readsTheSecretAgain() {
        CachedTokenSource tokens = with.tokens();
        with.server.accepted = Set.of(NEW);
        with.store.current = NEW;
        with.call(tokens);
        assertThat(with.received).hasSize(1);
        assertThat(with.server.sent).containsExactly(OLD, NEW);
        assertThat(with.store.reloads).isOne();
    }

    @ParameterizedTest(name = "{0} {1}")
    @DisplayName("CF-31 also where a server says it otherwise: Keycloak, Glewlwyd")
    @CsvSource({
        "400, '{\"error\":\"unauthorized_client\"}'",
        "401, '{\"error\":\"unauthorized_client\"}'",
        "400, '{\"error\":\"invalid_client\"}'",
        "403, ''",
        "401, ''"
    })
    void readsTheSecretAgainWhateverTheServerCallsIt(int status, String body) {
        CachedTokenSource tokens = with.tokens();
        with.server.accepted = Set.of(NEW);
        with.server.refusal = RecordingTransport.response(status, body);
        with.store.current = NEW;
        with.call(tokens);
        assertThat(with.received).hasSize(1);
        assertThat(with.server.sent).containsExactly(OLD, NEW);
    }

    @ParameterizedTest(name = "{0} {1}")
    @DisplayName("CF-31 no other refusal makes it read the secret again")
    @CsvSource({
        "400, '{\"error\":\"invalid_scope\"}'",
        "400, '{\"error\":\"invalid_request\"}'",
        "404, ''",
        "403, '<html>blocked</html>'"
    })
    void leavesTheSecretAloneOtherwise(int status, String body) {
        CachedTokenSource tokens = with.tokens();
        with.server.accepted = Set.of(NEW);
        with.server.refusal = RecordingTransport.response(status, body);
        with.store.current = NEW;
        with.call(tokens);
        assertThat(with.store.reloads).isZero();
        assertThat(with.server.sent).containsExactly(OLD);
        assertThat(with.lastError().failure().kind()).isEmpty();
    }

    @Test
    @DisplayName("CF-31, TM-40 the same secret again: no second request, an error and a hold")
    void doesNotSendARefusedSecretAgain() {
        CachedTokenSource tokens = with.tokens();
        with.server.accepted = Set.of();
        with.call(tokens);
        assertThat(with.server.sent).containsExactly(OLD);
        assertThat(with.store.reloads).isOne();
        assertThat(with.lastError().code()).isEqualTo(Code.OAE);
        assertThat(with.lastError().failure().kind()).contains(FailureKind.CLIENT_REFUSED);
        assertThat(with.lastError()).hasMessageContaining("secret from a store, version v-old, 17 characters");
        with.call(tokens);
        assertThat(with.lastError().code()).isEqualTo(Code.HLD);
        assertThat(with.server.sent).hasSize(1);
    }

    @Test
    @DisplayName("CF-31 the store is down when it is read again: the refusal is what is told")
    void tellsTheRefusalWhenTheStoreIsDown() {
        CachedTokenSource tokens = with.tokens();
        with.server.accepted = Set.of(NEW);
        with.store.down = true;
        with.call(tokens);
        assertThat(with.lastError().code()).isEqualTo(Code.OAE);
        assertThat(with.server.sent).containsExactly(OLD);
    }

    @Test
    @DisplayName("CF-31, CF-33 both secrets are refused: one request each, the error is about the new one")
    void triesEachSecretOnce() {
        CachedTokenSource tokens = with.tokens();
        with.server.accepted = Set.of();
        with.store.current = WRONG;
        with.call(tokens);
        assertThat(with.server.sent).containsExactly(OLD, WRONG);
        assertThat(with.lastError()).hasMessageContaining("version v-bad");
    }

    @Test
    @DisplayName("CF-33 the new secret is wrong: the one before is not used, unless that is switched on")
    void doesNotFallBackByDefault() {
        CachedTokenSource tokens = with.tokens();
        with.call(tokens);
        with.store.current = WRONG;
        with.store.cached = WRONG;
        with.time.advance(HOUR);
        with.call(tokens);
        assertThat(with.server.sent).containsExactly(OLD, WRONG);
        assertThat(with.lastError().code()).isEqualTo(Code.OAE);
    }

    @Test
    @DisplayName("CF-33 switched on, the secret before is used within its grace, and that is told")
    void fallsBackWithinTheGrace() {
        try (LogLines lines = LogLines.listen()) {
            CachedTokenSource tokens = with.tokens(request -> request.fallbackToPreviousSecret(Duration.ofHours(3)));
            with.call(tokens);
            with.store.current = WRONG;
            with.store.cached = WRONG;
            with.time.advance(HOUR);
            with.call(tokens);
            assertThat(with.received).hasSize(2);
            assertThat(with.server.sent).containsExactly(OLD, WRONG, OLD);
            assertThat(lines.of("WARN")).singleElement().asString().contains("[L-ROTATE]", "a store");
            Leaks.assertNone(lines.all(), OLD, WRONG);
            with.server.accepted = Set.of(NEW);
            with.time.advance(Duration.ofHours(3));
            with.call(tokens);
        }
        assertThat(with.server.sent).containsExactly(OLD, WRONG, OLD, WRONG);
        assertThat(with.lastError()).hasMessageContaining("version v-bad");
    }

    @Test
    @DisplayName("an uncached source reads the secret again too")
    void readsTheSecretAgainWithoutACache() {
        with.server.accepted = Set.of(NEW);
        with.store.current = NEW;
        OAuth2.clientCredentials("https://id.example.com/token")
                .clientId("billing-client")
                .clientSecret(with.store)
                .transport(with.server)
                .source()
                .token()
                .subscribe(with.received::add, with.errors::add);
        assertThat(with.received).hasSize(1);
        assertThat(with.server.sent).containsExactly(OLD, NEW);
    }

    @Test
    @DisplayName("CF-31 a public client that is refused has no secret to read again")
    void leavesPublicClientsAlone() {
        with.server.refusal = RecordingTransport.response(
                401, Map.of("Content-Type", List.of("application/json")), "{\"error\":\"invalid_client\"}");
        List<TransportRequest> sent = new ArrayList<>();
        OAuth2.refreshToken("https://id.example.com/token", SecretSource.of(OLD))
                .clientId("billing-client")
                .authentication(ClientAuthentication.none())
                .transport(request -> {
                    sent.add(request);
                    return Mono.just(with.server.refusal);
                })
                .source()
                .token()
                .subscribe(with.received::add, with.errors::add);
        assertThat(sent).hasSize(1);
        assertThat(with.lastError().failure().kind()).contains(FailureKind.CLIENT_REFUSED);
    }
}

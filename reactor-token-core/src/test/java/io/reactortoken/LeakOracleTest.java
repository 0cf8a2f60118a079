package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import io.reactortoken.leaks.Watch;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** O1 watches the product's own types: what is made of a secret is known to it, and what shows one is found. */
class LeakOracleTest {

    private final String canary = "CNRY-" + UUID.randomUUID();

    @Test
    @DisplayName("O1 a secret that stands in an error is found")
    void knowsSecrets() {
        Secret secret = Secret.of(canary);
        TokenException error = TokenCredentialException.of(TokenFailure.of(Code.CRD_P, secret.reveal()), null);
        assertThat(Watch.leaks())
                .anyMatch(leak -> leak.startsWith(error.getClass().getName()));
    }

    @Test
    @DisplayName("O1 a token that stands in an error is found, also where another error is its cause")
    void knowsTokens() {
        AccessToken token = AccessToken.bearer(canary, Duration.ofHours(1));
        Exception cause = new IllegalStateException("not " + token.reveal());
        TokenException error = TokenTransportException.of(TokenFailure.of(Code.CFG, "x"), cause);
        assertThat(Watch.leaks())
                .anyMatch(leak -> leak.startsWith(error.getClass().getName()));
    }

    @Test
    @DisplayName("O1 what hides them is not")
    void allowsTheRest() {
        Object[] hiding = {Secret.of(canary), AccessToken.bearer(canary, Duration.ofHours(1))};
        assertThat(hiding).hasSize(2);
        assertThat(Watch.leaks()).isEmpty();
    }
}

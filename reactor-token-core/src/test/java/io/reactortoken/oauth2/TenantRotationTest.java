package io.reactortoken.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Secrets rotate in a registry as they do elsewhere. */
class TenantRotationTest {

    private final RotatingSecrets secrets = new RotatingSecrets();
    private final TokenSources<String> tokens = TokenSources.perKey(
            tenant -> OAuth2.clientCredentials("https://id.example.com/token")
                    .clientId("billing-client")
                    .clientSecret(secrets.store)
                    .transport(secrets.server),
            RegistryPolicy.defaults().withCache(secrets.time.policy().build()));

    private void call() {
        tokens.source("acme").token().subscribe(secrets.received::add, secrets.errors::add);
    }

    @Test
    @DisplayName("CF-31: a secret that was rotated is read again, and sent once more")
    void readsARotatedSecretAgain() {
        secrets.server.accepted = Set.of(RotatingSecrets.NEW);
        secrets.store.current = RotatingSecrets.NEW;
        call();
        assertThat(secrets.received).hasSize(1);
        assertThat(secrets.server.sent).containsExactly(RotatingSecrets.OLD, RotatingSecrets.NEW);
        tokens.close();
    }

    @Test
    @DisplayName("CF-31: a new secret ends the hold that the old one has put the key on")
    void aNewSecretEndsTheHold() {
        // given: refused so often that the hold is long
        secrets.server.accepted = Set.of(RotatingSecrets.NEW);
        for (int i = 0; i < 4; i++) {
            call();
            secrets.time.advance(Duration.ofSeconds(10));
        }
        call();
        assertThat(((TokenException) secrets.errors.get(secrets.errors.size() - 1)).code())
                .isIn(Code.OAE, Code.HLD);
        int sent = secrets.server.sent.size();
        // when
        secrets.store.current = RotatingSecrets.NEW;
        secrets.time.advance(Duration.ofSeconds(1));
        call();
        // then
        assertThat(secrets.received).hasSize(1);
        assertThat(secrets.server.sent).hasSize(sent + 1);
        tokens.close();
    }
}

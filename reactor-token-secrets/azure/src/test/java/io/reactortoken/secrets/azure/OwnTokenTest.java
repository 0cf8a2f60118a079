package io.reactortoken.secrets.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenSource;
import io.reactortoken.TokenUnavailableException;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.secrets.testing.Loads;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** CS-16: the vault wants a token, and that token comes from this library. */
class OwnTokenTest {

    private final FakeKeyVault vault = new FakeKeyVault();

    @AfterEach
    void stop() {
        vault.close();
    }

    /** As an application writes it. */
    private static TokenCredential credential(TokenSource tokens) {
        return asked -> tokens.token()
                .map(token -> new com.azure.core.credential.AccessToken(
                        token.reveal(), token.expiresAt().atOffset(ZoneOffset.UTC)));
    }

    private SecretSource secret(TokenSource tokens) {
        return AzureSecrets.over(vault.client(credential(tokens)))
                .loading(Loads::patient)
                .secret("orders-client");
    }

    @Test
    @DisplayName("CS-16 another registration's token opens the vault")
    void takesAnotherRegistrationsToken() {
        vault.put("orders-client", "a1", "text", "");
        TokenSource vaultTokens = TokenSource.fixed(AccessToken.bearer(FakeKeyVault.TOKEN, Duration.ofHours(1)));

        assertThat(Loads.secret(secret(vaultTokens)).reveal()).isEqualTo("text");
    }

    @Test
    @DisplayName("CS-16 the secret that is needed for the token by which it is loaded: REN, not a hang")
    void refusesACircle() {
        AtomicReference<CachedTokenSource> circle = new AtomicReference<>();
        SecretSource secret =
                secret(TokenSource.delegating(TokenSource.of(() -> circle.get().token()), token -> token));
        CachedTokenSource tokens = OAuth2.clientCredentials("https://id.example.com/token")
                .clientId("orders")
                .clientSecret(secret)
                .transport(request -> Mono.error(new IllegalStateException("no request can be made")))
                .cache();
        circle.set(tokens);

        StepVerifier.create(tokens.token().subscribeOn(Schedulers.parallel()))
                .expectErrorSatisfies(
                        error -> assertThat(((TokenException) error).code()).isEqualTo(Code.REN))
                .verify(Duration.ofSeconds(50));
        tokens.close();
    }

    @Test
    @DisplayName("2.9 no token for the vault: for the moment or not, as its own error says")
    void passesTheTokensErrorOn() {
        TokenFailure held =
                TokenFailure.of(Code.HLD, "asking failed a moment ago").hint("H-HOLD", "wait");

        TokenCredentialException lasting =
                Loads.failure(secret(TokenSource.of(() -> Mono.error(TokenUnavailableException.of(held, null)))));
        assertThat(lasting).hasMessageContaining("there is no token for the vault");
        assertThat(lasting.code()).isEqualTo(Code.CRD_P);
        assertThat(lasting.getCause()).isInstanceOf(TokenUnavailableException.class);
        assertThat(Loads.failure(secret(TokenSource.of(
                                () -> Mono.error(TokenUnavailableException.of(held.transientFailure(), null)))))
                        .code())
                .isEqualTo(Code.CRD_T);
    }
}

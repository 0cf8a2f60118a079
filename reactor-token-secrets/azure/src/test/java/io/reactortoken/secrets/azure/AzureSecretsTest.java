package io.reactortoken.secrets.azure;

import static io.reactortoken.secrets.azure.FakeKeyVault.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.azure.core.exception.ClientAuthenticationException;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.secrets.testing.Leaks;
import io.reactortoken.secrets.testing.Loads;
import io.reactortoken.secrets.testing.Logs;
import io.reactortoken.secrets.testing.Loopback.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class AzureSecretsTest {

    private static final String CANARY = "CNRY-azure-value-83af12cc90";

    private final FakeKeyVault vault = new FakeKeyVault();
    private final AzureSecrets secrets = AzureSecrets.over(vault.client()).loading(Loads::patient);
    private final SecretSource source = secrets.secret("orders-client");

    @AfterEach
    void stop() {
        vault.close();
    }

    private static TokenCredentialException failure(SecretSource failing) {
        return Loads.failure(failing, CANARY, FakeKeyVault.TOKEN, "CNRY-message-of-the-server");
    }

    @Test
    @DisplayName("SD-14 the newest version, after the vault's challenge, by a token for the scope that it named")
    void readsTheNewestVersion() {
        vault.put("orders-client", "a1", "old", "");
        vault.put("orders-client", "b2", CANARY, "");

        Secret secret = Loads.secret(source);

        assertThat(secret.reveal()).isEqualTo(CANARY);
        assertThat(secret.version()).isEqualTo("b2");
        assertThat(vault.requests())
                .extracting(request -> request.header("Authorization").isPresent())
                .containsExactly(false, true);
        assertThat(source.description()).isEqualTo("azure-kv:localhost/orders-client");
    }

    @Test
    @DisplayName("SD-14 one version, by its name; a field of a JSON document")
    void readsOneVersion() {
        vault.put("orders-client", "a1", "{\\\"client_secret\\\":\\\"" + CANARY + "\\\"}", "");
        vault.put("orders-client", "b2", "new", "");
        SecretSource first = secrets.secret("orders-client", "a1");

        Secret secret = Loads.secret(first.jsonField("client_secret"));

        assertThat(secret.reveal()).isEqualTo(CANARY);
        assertThat(secret.version()).isEqualTo("a1");
        assertThat(first.description()).isEqualTo("azure-kv:localhost/orders-client/a1");
        assertThat(failure(first.jsonField("secret"))).hasMessageContaining("the document has: client_secret");
    }

    @ParameterizedTest(name = "2.9 {0} {1} {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            401|Unauthorized     |''                 |CRD_P|did not accept the token
            403|Forbidden        |AccessDenied       |CRD_P|may not be read by this identity
            403|Forbidden        |ForbiddenByRbac    |CRD_P|may not be read by this identity
            403|Forbidden        |ForbiddenByFirewall|CRD_P|may not be read from here
            403|Forbidden        |SecretDisabled     |CRD_P|is disabled
            404|SecretNotFound   |''                 |CRD_P|does not exist, or is deleted
            400|BadParameter     |''                 |CRD_P|was refused
            429|Throttled        |''                 |CRD_T|because the vault throttles
            500|InternalError    |''                 |CRD_T|because the vault failed
            503|ServiceUnavailable|''                |CRD_T|because the vault failed
            """)
    @DisplayName("2.9 what the vault refuses")
    void tellsWhatTheVaultRefuses(int status, String code, String inner, Code expected, String what) {
        Answer refusal = error(status, code, inner);
        vault.answer(refusal, refusal, refusal);

        TokenCredentialException failure = failure(source);

        assertThat(failure).hasMessageContaining(what);
        assertThat(failure.code()).isEqualTo(expected);
        assertThat(failure.failure().status()).isEqualTo(status);
        assertThat(failure.failure().correlationIds()).containsEntry("x-ms-request-id", "7a1f-request");
    }

    @Test
    @DisplayName("2.9 throttling: what Retry-After says is passed on, and a client that tries again succeeds")
    void passesRetryAfterOn() {
        vault.put("orders-client", "a1", CANARY, "");
        Answer throttled = error(429, "Throttled", "");
        vault.answer(throttled, throttled);
        assertThat(Loads.secret(source).reveal()).isEqualTo(CANARY);

        vault.answer(throttled, throttled, throttled.with("Retry-After", "7"));
        assertThat(failure(secrets.secret("other")).retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    @DisplayName("2.9 the dates of a secret count: not yet valid is for the moment, expired is not")
    void looksAtTheDates() {
        vault.put("later", "a1", CANARY, "\"nbf\":4102444800,");
        vault.put("over", "a1", CANARY, "\"exp\":86400,");
        vault.put("now", "a1", CANARY, "\"nbf\":86400,\"exp\":4102444800,");

        TokenCredentialException later = failure(secrets.secret("later"));
        assertThat(later).hasMessageContaining("is not valid before 2100-01-01T00:00Z");
        assertThat(later.code()).isEqualTo(Code.CRD_T);
        assertThat(later.retryAfter()).isPresent();
        TokenCredentialException over = failure(secrets.secret("over"));
        assertThat(over).hasMessageContaining("has expired at 1970-01-02T00:00Z");
        assertThat(over.code()).isEqualTo(Code.CRD_P);
        assertThat(Loads.secret(secrets.secret("now")).reveal()).isEqualTo(CANARY);
    }

    @Test
    @DisplayName("CS-18 a new version that is not yet valid: the last good one is used on")
    void usesTheLastGoodVersion() {
        SecretSource eager =
                secrets.loading(loader -> loader.maxAge(Duration.ZERO)).secret("orders-client");
        vault.put("orders-client", "a1", CANARY, "");
        assertThat(Loads.secret(eager).version()).isEqualTo("a1");

        vault.put("orders-client", "b2", "new", "\"nbf\":4102444800,");
        assertThat(Loads.secret(eager).version()).isEqualTo("a1");

        vault.put("orders-client", "c3", "newer", "");
        assertThat(Loads.secret(eager).version()).isEqualTo("c3");
    }

    @Test
    @DisplayName("CS-17 a hang ends by the deadline; one load serves all who wait")
    void sharesOneLoad() {
        vault.answer(Answer.NEVER);
        SecretSource slow = secrets.loading(loader -> loader.deadline(Duration.ofSeconds(1)))
                .secret("orders-client");
        assertThat(failure(slow)).hasMessageContaining("did not answer within 1000 ms");
        vault.unscript();
        int before = vault.requests().size();

        vault.put("orders-client", "a1", CANARY, "");
        Long served =
                Flux.range(0, 100).flatMap(i -> source.secret(), 100).count().block(Duration.ofMinutes(1));

        assertThat(served).isEqualTo(100);
        assertThat(vault.requests()).hasSize(before + 1);
    }

    @Test
    @DisplayName("2.9 no token, and nobody at the address")
    void tellsWhatIsNotThere() {
        AzureSecrets none = AzureSecrets.over(
                vault.client(asked -> Mono.error(new ClientAuthenticationException("CNRY-identity-secret-1", null))));
        TokenCredentialException failure = Loads.failure(none.secret("orders-client"), "CNRY-identity-secret-1");
        assertThat(failure).hasMessageContaining("the credential got no token");
        assertThat(failure.code()).isEqualTo(Code.CRD_T);

        vault.close();
        assertThat(failure(source)).hasMessageContaining("Connect").hasMessageContaining("is the vault reachable");
    }

    @Test
    @DisplayName("O4 loads are asked for on a thread that must not block, which BlockHound watches")
    void blocksNothing() {
        vault.put("orders-client", "a1", CANARY, "");

        Loads.assertWatched();
        assertThat(Loads.secret(source).reveal()).isEqualTo(CANARY);
        assertThat(Loads.reload(source).reveal()).isEqualTo(CANARY);
    }

    @Test
    @DisplayName(
            "O1, TM-30 nothing shows a secret or a token, and a setting that makes the SDK log bodies is warned of")
    void showsNothing() {
        vault.put("orders-client", "a1", CANARY, "");
        try (Logs logs = Logs.everything()) {
            AzureSecrets watched = AzureSecrets.over(vault.client());
            Loads.secret(watched.secret("orders-client"));
            Leaks.assertNone(watched, CANARY, FakeKeyVault.TOKEN);
            Leaks.assertNone(source, CANARY, FakeKeyVault.TOKEN);
            failure(source.jsonField("a"));
            for (int status : new int[] {401, 403, 404, 400}) {
                vault.answer(error(status, "Forbidden", "SecretDisabled"));
                failure(secrets.secret("other"));
            }

            assertThat(logs.size()).isPositive();
            assertThat(logs.leaking(CANARY, FakeKeyVault.TOKEN)).isEmpty();
            assertThat(logs.of(AzureSecrets.class)).isEmpty();
            // the SDK reads its settings once, so that a test cannot change them
            SdkLogs.warn("body_and_headers");
            SdkLogs.warn("headers");
            assertThat(logs.of(AzureSecrets.class)).hasSize(1);
        }
    }

    @Test
    @DisplayName("2.9 a blank name is refused where it is written")
    void refusesABlankName() {
        assertThatIllegalArgumentException().isThrownBy(() -> secrets.secret(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> secrets.secret("a", ""));
    }
}

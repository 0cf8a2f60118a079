package io.reactortoken.secrets.vault;

import static io.reactortoken.secrets.vault.FakeVault.errors;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;

/** Secrets, and what Vault says instead. */
class VaultSecretsTest {

    private static final String CANARY = "CNRY-vault-value-83af12cc90";

    private final FakeVault vault = FakeVault.http();
    private final VaultSecrets secrets = vault.builder()
            .token(SecretSource.of(FakeVault.TOKEN))
            .loading(Loads::patient)
            .build();
    private final SecretSource source = secrets.kv("secret", "orders/client", "client_secret");

    @BeforeEach
    void giveAToken() {
        vault.tokens.put(FakeVault.TOKEN, "\"ttl\":3600,\"renewable\":true");
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    private static TokenCredentialException failure(SecretSource failing) {
        return Loads.failure(failing, CANARY, FakeVault.TOKEN, "CNRY-message-of-the-server");
    }

    @Test
    @DisplayName("CS-15 KV version 2, found out by asking once: the field is in data.data, the version in the metadata")
    void readsVersion2() {
        vault.put(
                "orders/client",
                7,
                "{\"client_id\":\"billing\",\"client_secret\":\"" + CANARY + "\",\"n\":[1,null,{}]}");
        vault.put("other", 1, "{\"client_secret\":\"x\"}");

        Secret secret = Loads.secret(source);
        Loads.secret(secrets.kv("secret", "other"));

        assertThat(secret.reveal()).isEqualTo(CANARY);
        assertThat(secret.version()).isEqualTo("7");
        assertThat(source.description()).isEqualTo("vault:secret/orders/client#client_secret");
        assertThat(vault.asked())
                .containsExactly(
                        "auth/token/lookup-self",
                        "sys/internal/ui/mounts/secret",
                        "secret/data/orders/client",
                        "secret/data/other");
        assertThat(vault.requests())
                .allMatch(request -> request.header("X-Vault-Token").orElse("").equals(FakeVault.TOKEN)
                        && request.header("X-Vault-Request").orElse("").equals("true"));
    }

    @Test
    @DisplayName("CS-15 KV version 1: the field is in data; and a version that was said is not asked for")
    void readsVersion1() {
        vault.data.put("old/orders/client", "{\"client_secret\":\"" + CANARY + "\"}");
        VaultSecrets said = vault.builder()
                .token(SecretSource.of(FakeVault.TOKEN))
                .kvVersion(1)
                .build();

        assertThat(Loads.secret(secrets.kv("old", "orders/client", "client_secret"))
                        .reveal())
                .isEqualTo(CANARY);
        assertThat(Loads.secret(said.kv("old", "orders/client", "client_secret"))
                        .version())
                .isEmpty();
        assertThat(vault.asked("sys/internal/ui/mounts/old")).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "CS-15 the whole document, whose fields share a load; a field that is not there is told by those that are")
    void readsTheDocument() {
        vault.put("orders/client", 1, "{\"client_id\":\"billing\",\"client_secret\":\"" + CANARY + "\\\"\"}");
        SecretSource document = secrets.kv("secret", "orders/client");

        assertThat(Loads.secret(document.jsonField("client_secret")).reveal()).isEqualTo(CANARY + "\"");
        assertThat(Loads.secret(document.jsonField("client_id")).reveal()).isEqualTo("billing");
        assertThat(vault.asked("secret/data/orders/client")).isEqualTo(1);
        assertThat(failure(document.jsonField("secret")))
                .hasMessageContaining("the document has: client_id, client_secret");
    }

    @Test
    @DisplayName("CS-15 not there, deleted, and written to a path as version 1 has it")
    void tellsWhatIsNotThere() {
        vault.data.put(
                "secret/data/deleted",
                "{\"data\":null,\"metadata\":{\"deletion_time\":\"2026-01-01T00:00:00Z\",\"destroyed\":false,\"version\":2}}");

        assertThat(failure(source))
                .hasMessageContaining("vault:secret/orders/client does not exist")
                .hasMessageContaining("the path without data/");
        assertThat(failure(secrets.kv("secret", "deleted"))).hasMessageContaining("is deleted");
        assertThat(failure(secrets.kv("none", "x")))
                .hasMessageContaining("its engine may not be looked at")
                .hasMessageContaining("no namespace is set");
    }

    @Test
    @DisplayName("CS-15 a namespace goes along; without the one that is wanted, the message names the header's setting")
    void sendsTheNamespace() {
        vault.namespace = "admin/orders";
        vault.put("orders/client", 1, "{\"client_secret\":\"" + CANARY + "\"}");
        VaultSecrets there = vault.builder()
                .token(SecretSource.of(FakeVault.TOKEN))
                .namespace("admin/orders")
                .build();

        assertThat(Loads.secret(there.kv("secret", "orders/client", "client_secret"))
                        .reveal())
                .isEqualTo(CANARY);
        assertThat(failure(source)).hasMessageContaining("no namespace is set, which Vault Enterprise and HCP want");
    }

    @ParameterizedTest(name = "CS-15 {0} {1}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            400|CNRY-message-of-the-server |CRD_P|refused
            403|permission denied          |CRD_P|refused
            412|CNRY-message-of-the-server |CRD_T|this node of Vault is behind
            429|rate limit quota exceeded  |CRD_T|Vault throttles
            473|CNRY-message-of-the-server |CRD_T|this node of Vault is a standby
            500|internal error             |CRD_T|failed
            503|Vault is sealed            |CRD_T|is sealed
            503|CNRY-message-of-the-server |CRD_T|is not available
            301|                           |CRD_P|was redirected
            """)
    @DisplayName("CS-15 what Vault refuses")
    void tellsWhatVaultRefuses(int status, String message, Code code, String what) {
        vault.put("orders/client", 1, "{\"client_secret\":\"" + CANARY + "\"}");
        Loads.secret(secrets.kv("secret", "orders/client"));
        vault.answer(errors(status, message == null ? "" : message));

        TokenCredentialException failure = failure(source);

        assertThat(failure).hasMessageContaining(what);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.failure().status()).isEqualTo(status);
    }

    @Test
    @DisplayName("CS-15 throttling says for how long; an answer that is not Vault's, and no answer")
    void tellsStrangeAnswers() {
        vault.answer(errors(429, "x").with("Retry-After", "7"));
        assertThat(failure(source).retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(7)));

        VaultSecrets other =
                vault.builder().token(SecretSource.of(FakeVault.TOKEN)).build();
        vault.answer(Answer.json(200, "<html>CNRY-message-of-the-server</html>"));
        assertThat(failure(other.kv("secret", "a"))).hasMessageContaining("that is not Vault's JSON");

        vault.close();
        VaultSecrets gone =
                vault.builder().token(SecretSource.of(FakeVault.TOKEN)).build();
        assertThat(failure(gone.kv("secret", "a")))
                .hasMessageContaining("got no answer from " + vault.origin() + ": ")
                .hasMessageContaining("refused");
        assertThat(failure(gone.kv("secret", "a")).code()).isEqualTo(Code.CRD_T);
    }

    @Test
    @DisplayName("CS-17 one load for all who wait; a hang ends by the deadline")
    void sharesLoads() {
        vault.put("orders/client", 1, "{\"client_secret\":\"" + CANARY + "\"}");
        Long served =
                Flux.range(0, 100).flatMap(i -> source.secret(), 100).count().block(Duration.ofMinutes(1));
        assertThat(served).isEqualTo(100);
        assertThat(vault.asked("secret/data/orders/client")).isEqualTo(1);

        VaultSecrets hurried = vault.builder()
                .token(SecretSource.of(FakeVault.TOKEN))
                .loading(loader -> loader.deadline(Duration.ofSeconds(1)))
                .build();
        vault.answer(Answer.NEVER);
        assertThat(failure(hurried.kv("secret", "orders/client")))
                .hasMessageContaining("did not answer within 1000 ms");
    }

    @Test
    @DisplayName("CS-18, CS-19 the last good secret is used while Vault is sealed; then the new version counts")
    void outlivesErrors() {
        VaultSecrets eager = vault.builder()
                .token(SecretSource.of(FakeVault.TOKEN))
                .loading(loader -> Loads.patient(loader).maxAge(Duration.ZERO))
                .build();
        SecretSource watched = eager.kv("secret", "orders/client", "client_secret");
        vault.put("orders/client", 1, "{\"client_secret\":\"" + CANARY + "\"}");
        assertThat(Loads.secret(watched).version()).isEqualTo("1");

        vault.put("orders/client", 2, "{\"client_secret\":\"new\"}");
        vault.answer(errors(503, "Vault is sealed"));
        assertThat(Loads.secret(watched).version()).isEqualTo("1");

        assertThat(Loads.secret(watched).reveal()).isEqualTo("new");
        assertThat(Loads.reload(watched).version()).isEqualTo("2");
    }

    @Test
    @DisplayName("O1 nothing shows a secret or a token, whatever is logged")
    void showsNothing() {
        vault.put("orders/client", 1, "{\"client_secret\":\"" + CANARY + "\"}");
        try (Logs logs = Logs.everything()) {
            assertThat(Loads.secret(source).reveal()).isEqualTo(CANARY);
            Object[] shown = {secrets, source, vault.builder().token(SecretSource.of(FakeVault.TOKEN))};
            for (Object each : shown) {
                Leaks.assertNone(each, CANARY, FakeVault.TOKEN);
            }
            assertThat(logs.size()).isPositive();
            assertThat(logs.leaking(CANARY, FakeVault.TOKEN)).isEmpty();
        }
    }
}

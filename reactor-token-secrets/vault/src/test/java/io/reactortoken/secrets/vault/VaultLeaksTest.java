package io.reactortoken.secrets.vault;

import static io.reactortoken.secrets.vault.FakeVault.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.credential.SecretSource;
import io.reactortoken.secrets.testing.Leaks;
import io.reactortoken.secrets.testing.Loads;
import io.reactortoken.secrets.testing.Logs;
import io.reactortoken.secrets.testing.Loopback.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** O1 and O4 over each way to log in, each kind of secret, and what Vault says instead. */
class VaultLeaksTest {

    private static final String VALUE = "CNRY-vault-value-83af12cc90";
    private static final String SERVER = "CNRY-message-of-the-server";
    private static final String WRAPPING = "hvs.CNRY-wrapping-token-4c1e";
    private static final String[] CANARIES = {
        VALUE, SERVER, WRAPPING, FakeVault.TOKEN, FakeVault.SECRET_ID, FakeVault.JWT, FakeLeases.SECRET
    };

    @TempDir
    private Path folder;

    private final FakeVault vault = FakeVault.http();

    @BeforeEach
    void fill() {
        vault.tokens.put(FakeVault.TOKEN, "\"ttl\":3600,\"renewable\":true");
        vault.wrapped.put(WRAPPING, "{\"data\":{\"secret_id\":\"" + FakeVault.SECRET_ID + "\"}}");
        vault.put("orders", 1, "{\"client_secret\":\"" + VALUE + "\"}");
        vault.put("no/text", 1, "{\"client_secret\":{\"a\":\"" + VALUE + "\"}}");
        vault.data.put("old/orders", "{\"client_secret\":\"" + VALUE + "\"}");
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    private VaultSecretsBuilder login(String kind) {
        VaultSecretsBuilder builder = vault.builder().loading(Loads::patient);
        return switch (kind) {
            case "token" -> builder.token(SecretSource.of(FakeVault.TOKEN));
            case "approle" -> builder.appRole("orders", SecretSource.of(FakeVault.SECRET_ID));
            case "wrapped" ->
                builder.appRole("orders", SecretSource.of(WRAPPING)).unwrap();
            default -> builder.kubernetes("orders", jwt()).authMount("k8s");
        };
    }

    private Path jwt() {
        try {
            return Files.writeString(folder.resolve("jwt"), FakeVault.JWT);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static void failure(SecretSource failing) {
        Loads.failure(failing, CANARIES);
    }

    @ParameterizedTest(name = "O1, O4 {0}")
    @ValueSource(strings = {"token", "approle", "wrapped", "kubernetes"})
    @DisplayName("O1, O4 each login and each kind of secret: nothing blocks, and nothing is shown")
    void showsAndBlocksNothing(String kind) {
        Loads.assertWatched();
        try (Logs logs = Logs.everything()) {
            VaultSecretsBuilder builder = login(kind);
            VaultSecrets secrets = builder.build();
            List<SecretSource> sources = List.of(
                    secrets.kv("secret", "orders", "client_secret"),
                    secrets.kv("old", "orders", "client_secret"),
                    secrets.dynamic("azure", "creds/orders").jsonField("client_secret"));
            for (SecretSource source : sources) {
                assertThat(Loads.secret(source).reveal()).startsWith("CNRY-");
                Leaks.assertNone(Loads.reload(source), CANARIES);
                Leaks.assertNone(source, CANARIES);
            }
            Leaks.assertNone(builder, CANARIES);
            Leaks.assertNone(secrets, CANARIES);

            assertThat(logs.size()).isPositive();
            assertThat(logs.leaking(CANARIES)).isEmpty();
        }
    }

    @Test
    @DisplayName("O1 what Vault refuses, and answers that are none: nothing is shown, whatever is logged")
    void showsNothingOfWhatVaultSays() {
        try (Logs logs = Logs.everything()) {
            VaultSecrets secrets = login("token").kvVersion(2).build();
            failure(secrets.kv("secret", "none", "client_secret"));
            failure(secrets.kv("secret", "no/text", "client_secret"));
            failure(secrets.kv("secret", "orders", "other"));
            failure(secrets.dynamic("secret", "data/orders"));
            for (int status : new int[] {301, 307, 400, 404, 412, 429, 472, 500, 503}) {
                vault.answer(errors(status, SERVER).with("Location", "https://other.example.com/" + SERVER));
                failure(secrets.kv("secret", "a" + status));
            }
            for (String body :
                    List.of("", SERVER, "{\"data\":\"" + SERVER, "{\"data\":{\"data\":\"" + SERVER + "\"}}")) {
                vault.answer(Answer.json(200, body));
                failure(secrets.kv("secret", "orders"));
            }
            vault.answer(errors(400, SERVER));
            failure(login("approle").build().kv("secret", "orders"));
            vault.wrapped.clear();
            failure(login("wrapped").build().kv("secret", "orders"));

            assertThat(logs.leaking(CANARIES)).isEmpty();
        }
    }
}

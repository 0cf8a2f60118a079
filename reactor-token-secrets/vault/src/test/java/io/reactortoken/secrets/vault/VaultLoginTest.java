package io.reactortoken.secrets.vault;

import static io.reactortoken.secrets.vault.FakeVault.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretLoader;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.secrets.testing.Loads;
import io.reactortoken.secrets.testing.Loopback.Answer;
import io.reactortoken.test.TestTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The token that opens Vault: had, renewed, replaced. */
class VaultLoginTest {

    private static final String LOGIN = "auth/approle/login";
    private static final String RENEWAL = "auth/token/renew-self";

    private final FakeVault vault = FakeVault.http();
    private final TestTime time = TestTime.create();
    private final AtomicReference<String> credential = new AtomicReference<>(FakeVault.SECRET_ID);

    @BeforeEach
    void store() {
        vault.put("orders", 1, "{\"client_secret\":\"text\"}");
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    /** What may change while the program runs. */
    private SecretSource changing() {
        return SecretLoader.of("test:credential", () -> Mono.fromSupplier(() -> Secret.of(credential.get())))
                .reloadInterval(Duration.ZERO)
                .source();
    }

    private SecretSource secret(VaultSecretsBuilder builder) {
        return builder.loading(
                        loader -> Loads.patient(loader).maxAge(Duration.ZERO).maxStale(Duration.ZERO))
                .tokenPolicy(policy -> policy.clock(time))
                .build()
                .kv("secret", "orders", "client_secret");
    }

    private SecretSource byAppRole() {
        return secret(vault.builder().appRole("orders", changing()));
    }

    private static TokenCredentialException failure(SecretSource failing) {
        return Loads.failure(failing, FakeVault.SECRET_ID, FakeVault.JWT, FakeVault.TOKEN, "CNRY-wrong-credential");
    }

    private static void assertReads(SecretSource source) {
        assertThat(Loads.secret(source).reveal()).isEqualTo("text");
    }

    @Test
    @DisplayName("CS-15 AppRole: one login for many loads")
    void logsInByAppRole() {
        SecretSource source = byAppRole();
        assertReads(source);
        assertReads(source);

        assertThat(vault.asked(LOGIN)).isEqualTo(1);
        assertThat(vault.asked("secret/data/orders")).isEqualTo(2);
    }

    @Test
    @DisplayName("CS-17 many secrets at once: one login for all of them")
    void sharesOneLogin() {
        VaultSecrets secrets = vault.builder()
                .appRole("orders", changing())
                .loading(Loads::patient)
                .build();
        for (int i = 0; i < 20; i++) {
            vault.put("many/" + i, 1, "{\"client_secret\":\"text\"}");
        }
        Long loaded = Flux.range(0, 20)
                .flatMap(i -> secrets.kv("secret", "many/" + i, "client_secret").secret(), 20)
                .count()
                .block(Duration.ofMinutes(1));

        assertThat(loaded).isEqualTo(20);
        assertThat(vault.asked(LOGIN)).isEqualTo(1);
    }

    @Test
    @DisplayName("CS-15 Kubernetes: the service account's token is read from its file for each login")
    void logsInByKubernetes(@TempDir Path directory) throws IOException {
        Path jwt = directory.resolve("token");
        Files.writeString(jwt, "CNRY-wrong-credential");
        SecretSource source = secret(vault.builder().kubernetes("orders", jwt).authMount("k8s"));

        assertThat(failure(source))
                .hasMessageContaining("the login by Kubernetes at auth/k8s failed")
                .hasMessageContaining("service account");
        Files.writeString(jwt, FakeVault.JWT + "\n");
        time.advance(Duration.ofMinutes(2));

        assertReads(source);
    }

    @Test
    @DisplayName("CS-15 a wrong secret id: the message says what to check, and the hold keeps Vault from a storm")
    void tellsAWrongSecretId() {
        credential.set("CNRY-wrong-credential");
        SecretSource source = byAppRole();

        TokenCredentialException failure = failure(source);
        assertThat(failure)
                .hasMessageContaining("vault:secret/orders could not be read, because the login by AppRole")
                .hasMessageContaining("used up, expired");
        assertThat(failure.code()).isEqualTo(Code.CRD_P);
        for (int i = 0; i < 20; i++) {
            failure(source);
        }
        assertThat(vault.asked(LOGIN)).isEqualTo(1);

        credential.set(FakeVault.SECRET_ID);
        time.advance(Duration.ofMinutes(2));
        assertReads(source);
    }

    @Test
    @DisplayName("CS-15 the token is renewed before its end by the loads, and by nothing else")
    void renewsBeforeTheEnd() {
        SecretSource source = vault.builder()
                .appRole("orders", changing())
                .transport(vault.direct())
                .loading(loader -> loader.maxAge(Duration.ZERO))
                .tokenPolicy(policy -> policy.clock(time).scheduler(time.scheduler()))
                .build()
                .kv("secret", "orders");
        source.secret().block();
        time.advance(Duration.ofMinutes(50));
        source.secret().block();
        assertThat(vault.asked(RENEWAL)).isZero();

        time.advance(Duration.ofMinutes(7));
        source.secret().block();
        assertThat(vault.asked(RENEWAL)).isEqualTo(1);
        time.advance(Duration.ofMinutes(50));
        source.secret().block();

        assertThat(time.pendingTasks()).isEmpty();
        time.advance(Duration.ofHours(10));
        assertThat(vault.asked(RENEWAL)).isEqualTo(1);
        assertThat(vault.asked(LOGIN)).isEqualTo(1);
    }

    @Test
    @DisplayName("CS-15 renewals that get short are followed by a login; so is a token that is over")
    void logsInAgain() {
        SecretSource source = byAppRole();
        assertReads(source);
        vault.renewal = 600;
        time.advance(Duration.ofMinutes(61));
        assertReads(source);
        assertThat(vault.asked(RENEWAL)).isEqualTo(1);
        assertThat(vault.asked(LOGIN)).isEqualTo(2);

        vault.tokens.clear();
        time.advance(Duration.ofHours(2));
        assertReads(source);

        assertThat(vault.asked(LOGIN)).isEqualTo(3);
    }

    @Test
    @DisplayName("CS-15 a token that Vault revoked: 403, one login, and the load succeeds")
    void logsInAfterARevocation() {
        SecretSource source = byAppRole();
        assertReads(source);
        time.advance(Duration.ofMinutes(1));
        vault.tokens.clear();

        assertReads(source);

        assertThat(vault.asked(LOGIN)).isEqualTo(2);
    }

    @Test
    @DisplayName("CS-15 403 for want of a policy: the message names the path, and no login storm follows")
    void tellsAMissingPolicy() {
        SecretSource source = byAppRole();
        assertReads(source);

        for (int i = 0; i < 10; i++) {
            vault.answer(errors(403, "permission denied"));
            assertThat(failure(source))
                    .hasMessageContaining("policy with read on secret/data/orders")
                    .hasMessageContaining("status=403");
        }
        assertThat(vault.asked(LOGIN)).isEqualTo(1);
    }

    @Test
    @DisplayName("CS-15 a given token is renewed too; another one in its place counts when the old one is refused")
    void usesAGivenToken() {
        vault.tokens.put(FakeVault.TOKEN, "\"ttl\":3600,\"renewable\":true");
        vault.tokens.put(FakeVault.TOKEN + "2", "\"ttl\":0,\"renewable\":false");
        credential.set(FakeVault.TOKEN);
        SecretSource source = secret(vault.builder().token(changing()));
        assertReads(source);
        time.advance(Duration.ofMinutes(61));
        assertReads(source);
        assertThat(vault.asked(RENEWAL)).isEqualTo(1);

        time.advance(Duration.ofMinutes(1));
        vault.tokens.remove(FakeVault.TOKEN);
        assertThat(failure(source)).hasMessageContaining("could not be read");
        credential.set(FakeVault.TOKEN + "2");
        time.advance(Duration.ofMinutes(1));

        assertReads(source);
    }

    @Test
    @DisplayName(
            "CS-15 a wrapped token and a wrapped secret id are unwrapped once; what was unwrapped already is an alarm")
    void unwraps() {
        vault.tokens.put(FakeVault.TOKEN, "\"ttl\":3600,\"renewable\":true");
        vault.wrapped.put("hvs.wrap-1", "{\"auth\":{\"client_token\":\"" + FakeVault.TOKEN + "\"}}");
        vault.wrapped.put("hvs.wrap-2", "{\"data\":{\"secret_id\":\"" + FakeVault.SECRET_ID + "\"}}");
        SecretSource token =
                secret(vault.builder().token(SecretSource.of("hvs.wrap-1")).unwrap());
        SecretSource secretId = secret(
                vault.builder().appRole("orders", SecretSource.of("hvs.wrap-2")).unwrap());

        assertReads(token);
        assertReads(secretId);
        vault.tokens.keySet().removeIf(other -> !other.equals(FakeVault.TOKEN));
        time.advance(Duration.ofHours(2));
        assertReads(secretId);

        assertThat(vault.asked("sys/wrapping/unwrap")).isEqualTo(2);
        assertThat(failure(secret(
                        vault.builder().token(SecretSource.of("hvs.wrap-1")).unwrap())))
                .hasMessageContaining("the wrapping token cannot be unwrapped")
                .hasMessageContaining("in other hands");
    }

    @Test
    @DisplayName("CS-17 a login that does not end: for the moment, and the message says that it was the login")
    void tellsAHangingLogin() {
        vault.answer(Answer.NEVER);
        SecretSource source = vault.builder()
                .appRole("orders", changing())
                .loading(Loads::patient)
                .tokenPolicy(policy -> policy.acquisitionTimeout(Duration.ofSeconds(1)))
                .build()
                .kv("secret", "orders");

        TokenCredentialException failure = failure(source);

        assertThat(failure)
                .hasMessageContaining("the login to Vault has failed")
                .hasMessageContaining("TMO");
        assertThat(failure.code()).isEqualTo(Code.CRD_T);
    }

    @Test
    @DisplayName("CS-15 a token that is none, and a credential whose own source fails")
    void tellsAFaultyCredential(@TempDir Path directory) {
        credential.set("not a token");
        assertThat(failure(secret(vault.builder().token(changing()))))
                .hasMessageContaining("what should be a Vault token");

        SecretSource missing = SecretSource.file(directory.resolve("missing"));
        TokenCredentialException failure = failure(secret(vault.builder().appRole("orders", missing)));
        assertThat(failure).hasMessageContaining("there is nothing to log in to Vault with");
        assertThat(failure.code()).isEqualTo(Code.CRD_T);
        assertThat(failure.getCause()).hasMessageContaining("missing");
        assertThat(vault.asked()).isEqualTo(List.of());
    }
}

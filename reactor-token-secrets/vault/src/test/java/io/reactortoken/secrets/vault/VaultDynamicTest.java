package io.reactortoken.secrets.vault;

import static io.reactortoken.secrets.vault.FakeVault.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.secrets.testing.Leaks;
import io.reactortoken.secrets.testing.Loads;
import io.reactortoken.secrets.testing.Logs;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** CS-15: secrets that Vault makes when they are read, and their leases. */
class VaultDynamicTest {

    private static final String READ = "azure/creds/orders";
    private static final String RENEWAL = "sys/leases/renew";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeVault vault = FakeVault.http();
    private final TestTime time = TestTime.create();
    private final VaultSecrets secrets = vault.builder()
            .appRole("orders", SecretSource.of(FakeVault.SECRET_ID))
            .transport(vault.direct())
            .loading(loader -> Loads.patient(loader).reloadInterval(Duration.ZERO))
            .tokenPolicy(policy -> policy.clock(time))
            .build();
    private final SecretSource document = secrets.dynamic("azure", "creds/orders");
    private final SecretSource id = document.jsonField("client_id");
    private final SecretSource secret = document.jsonField("client_secret");

    @AfterEach
    void stop() {
        vault.close();
    }

    private void assertReads(int number) {
        assertThat(Loads.secret(id).reveal()).isEqualTo("id" + number);
        assertThat(Loads.secret(secret).reveal()).isEqualTo(FakeLeases.SECRET + number);
    }

    private TokenCredentialException failure(SecretSource failing) {
        return Loads.failure(failing, FakeLeases.SECRET, FakeVault.TOKEN, FakeVault.SECRET_ID, "CNRY-of-the-server");
    }

    @Test
    @DisplayName(
            "CS-15 a dynamic secret is made once, for all who ask while its lease goes; its fields belong together")
    void isMadeOnce() {
        assertReads(1);
        time.advance(Duration.ofMinutes(50));
        Flux.range(0, 100)
                .flatMap(i -> secret.secret(), 100)
                .collectList()
                .blockOptional(Duration.ofMinutes(1))
                .orElseThrow()
                .forEach(each -> assertThat(each.reveal()).isEqualTo(FakeLeases.SECRET + 1));

        assertThat(vault.asked(READ)).isEqualTo(1);
        assertThat(vault.asked(RENEWAL)).isZero();
        assertThat(vault.asked("sys/internal/ui/mounts/azure")).isZero();
    }

    @Test
    @DisplayName("CS-15 the lease is renewed before its end by the loads, and by nothing else")
    void renewsTheLease() {
        vault.ttl = 864_000;
        assertReads(1);
        for (int i = 1; i <= 5; i++) {
            time.advance(Duration.ofMinutes(56));
            assertReads(1);
            assertThat(vault.asked(RENEWAL)).isEqualTo(i);
        }
        time.advance(Duration.ofDays(1));

        assertThat(vault.asked(RENEWAL)).isEqualTo(5);
        assertThat(vault.leases.made()).isEqualTo(1);
        assertThat(time.pendingTasks()).isEmpty();
    }

    @Test
    @DisplayName("CS-15 renewals that get short are followed by a new secret")
    void replacesALeaseNearItsLongestLife() {
        vault.ttl = 864_000;
        assertReads(1);
        vault.leases.renewal = 600;
        time.advance(Duration.ofMinutes(56));
        Loads.secret(secret); // the one that is held; the renewal goes on beside it

        assertReads(2);
        assertThat(vault.asked(RENEWAL)).isEqualTo(1);
        assertThat(vault.asked(READ)).isEqualTo(2);
    }

    @Test
    @DisplayName("CS-15 a lease that cannot be renewed is replaced before its end")
    void replacesWhatCannotBeRenewed() {
        vault.leases.renewable = false;
        assertReads(1);
        time.advance(Duration.ofMinutes(56));
        Loads.secret(secret);

        assertReads(2);
        assertThat(vault.asked(RENEWAL)).isZero();
    }

    @Test
    @DisplayName("CS-15 a lease of a month is believed, and the secret is not replaced each day")
    void believesLongLeases() {
        vault.ttl = 8_640_000;
        vault.renewal = 8_640_000;
        vault.leases.ttl = 2_592_000;
        vault.leases.renewable = false;
        assertReads(1);
        time.advance(Duration.ofDays(29));
        assertReads(1);
        time.advance(Duration.ofDays(1));

        assertReads(2);
    }

    @Test
    @DisplayName("CS-15 a lease that is over, or that Vault does not renew, is replaced")
    void replacesWhatIsOver() {
        assertReads(1);
        time.advance(Duration.ofHours(2));
        vault.leases.open.clear();
        assertReads(2);

        time.advance(Duration.ofMinutes(56));
        vault.leases.open.clear();
        Loads.secret(secret);
        assertReads(3);
        assertThat(vault.asked(READ)).isEqualTo(3);
    }

    @Test
    @DisplayName("CS-15 leases go with the login: after another one there is another secret")
    void replacesTheLeasesOfAnOldLogin() {
        vault.ttl = 1_800;
        vault.renewal = 1_800;
        vault.leases.ttl = 864_000;
        assertReads(1);
        time.advance(Duration.ofHours(1));
        vault.tokens.clear();

        assertReads(2);
        assertThat(vault.asked("auth/approle/login")).isEqualTo(2);
        assertThat(vault.leases.made()).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "CF-31, TM-40 a refused secret is replaced, but not one that is only seconds old: Vault makes no heap of them")
    void replacesARefusedOne() {
        assertReads(1);
        assertThat(Loads.reload(secret).reveal()).as("too young").isEqualTo(FakeLeases.SECRET + 1);
        time.advance(MINUTE);
        assertThat(Loads.reload(secret).reveal()).isEqualTo(FakeLeases.SECRET + 2);

        for (int i = 0; i < 600; i++) {
            time.advance(Duration.ofMillis(100));
            Loads.reload(secret);
        }
        assertThat(vault.leases.made()).as("in a minute of refusals").isLessThanOrEqualTo(6);
        assertThat(vault.asked(RENEWAL)).isZero();
    }

    @Test
    @DisplayName("CS-18 while Vault fails, the secret is used to the end of its lease, and no longer")
    void endsWithItsLease() {
        vault.ttl = 864_000;
        assertReads(1);
        time.advance(Duration.ofMinutes(56));
        vault.answer(errors(503, "Vault is sealed"));
        assertReads(1);

        time.advance(Duration.ofMinutes(5));
        vault.answer(errors(503, "Vault is sealed"));
        assertThat(failure(secret).code()).isEqualTo(Code.CRD_T);
        assertThat(vault.asked(READ)).isEqualTo(1);

        time.advance(MINUTE);
        assertReads(1);
    }

    @Test
    @DisplayName("CS-15 what has no lease, no role, or no policy")
    void saysWhatIsWrong() {
        vault.put("orders", 1, "{}");
        assertThat(failure(secrets.dynamic("secret", "data/orders")))
                .hasMessageContaining("the secret vault:secret/data/orders has no lease: it is not a dynamic secret")
                .hasMessageContaining("read it by kv(..)");
        assertThat(failure(secrets.dynamic("azure", "roles/orders")).code()).isEqualTo(Code.CRD_P);
        vault.answer(errors(403, "CNRY-of-the-server"), errors(403, "CNRY-of-the-server"));
        assertThat(failure(secrets.dynamic("azure", "creds/orders")))
                .hasMessageContaining("the token needs a policy with read on azure/creds/orders");
    }

    @Test
    @DisplayName("O1 nothing shows a dynamic secret, whatever is logged")
    void showsNothing() {
        String[] canaries = {FakeLeases.SECRET, FakeVault.TOKEN, FakeVault.SECRET_ID};
        try (Logs logs = Logs.everything()) {
            assertReads(1);
            time.advance(Duration.ofMinutes(56));
            Loads.secret(secret);
            for (Object each : List.of(secrets, document, secret)) {
                Leaks.assertNone(each, canaries);
            }
            assertThat(logs.size()).isPositive();
            assertThat(logs.leaking(canaries)).isEmpty();
        }
    }
}

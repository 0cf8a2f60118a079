package io.reactortoken.examples.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.examples.secrets.Traffic.Result;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ManagedSecretTest {

    @Test
    @DisplayName("CF-31, CS-13 AWS: a rotation under traffic, no call fails")
    void noCallFailsWithAws() {
        assertNoneFailed(AwsSecret.run());
    }

    @Test
    @DisplayName("CF-31, SD-14 Azure: a rotation under traffic, no call fails")
    void noCallFailsWithAzure() throws IOException {
        assertNoneFailed(AzureSecret.run());
    }

    @Test
    @DisplayName("CF-31, CS-15 Vault: a rotation under traffic, no call fails")
    void noCallFailsWithVault() {
        assertNoneFailed(VaultSecret.run());
    }

    private static void assertNoneFailed(Result result) {
        assertThat(result.calls()).isGreaterThan(10);
        assertThat(result.failed()).isZero();
        assertThat(result.byTheOld()).isPositive();
        assertThat(result.byTheNew()).isPositive();
    }
}

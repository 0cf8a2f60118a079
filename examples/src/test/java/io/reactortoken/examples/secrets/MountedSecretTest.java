package io.reactortoken.examples.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.examples.secrets.Traffic.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedSecretTest {

    @TempDir
    Path folder;

    @Test
    @DisplayName("CF-30, CS-11 a mounted secret is swapped under traffic while the server accepts both: no call fails")
    void noCallFailsWithOverlap() throws IOException {
        assertNoneFailed(MountedSecret.withOverlap(folder));
    }

    @Test
    @DisplayName("CF-31, CS-11 the server is first: no call fails, the held token is served meanwhile")
    void noCallFailsWithoutOverlap() throws IOException {
        assertNoneFailed(MountedSecret.withoutOverlap(folder));
    }

    private static void assertNoneFailed(Result result) {
        assertThat(result.calls()).isGreaterThan(10);
        assertThat(result.failed()).isZero();
        assertThat(result.byTheOld()).isPositive();
        assertThat(result.byTheNew()).isPositive();
    }
}

package io.reactortoken.examples.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSecretsTest {

    @Test
    @DisplayName("CS-01, CS-06, CS-11, CS-13 a token by the secret of each source")
    void eachSourceBringsAToken(@TempDir Path folder) throws IOException {
        Map<String, Boolean> granted = LocalSecrets.run(folder, "PATH");

        assertThat(granted)
                .hasSize(8)
                .allSatisfy((name, got) -> assertThat(got).as(name).isTrue());
    }
}

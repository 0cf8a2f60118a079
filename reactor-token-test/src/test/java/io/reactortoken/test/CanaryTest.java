package io.reactortoken.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTest {

    private final Canary canary = Canary.of("secret");

    @Test
    @DisplayName("TM-37 each canary is of its own, and needs no encoding")
    void isUnique() {
        Canary other = Canary.of("secret");

        assertThat(canary.text()).matches("CNRY-secret-[0-9a-f]{24}").isNotEqualTo(other.text());
        assertThat(canary.isIn(other.text())).isFalse();
        assertThat(canary).hasToString(canary.text());
    }

    @ParameterizedTest(name = "TM-37 it is found in Base64 after {0} other bytes, before some, and alone")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void isFoundInBase64(int before) {
        String pair = "b".repeat(before) + canary.text();
        for (String text : List.of(pair, pair + "!", pair + "!!")) {
            byte[] bytes = text.getBytes(UTF_8);
            assertThat(canary.isIn("Basic " + Base64.getEncoder().encodeToString(bytes)))
                    .isTrue();
            assertThat(canary.isIn(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                    .isTrue();
        }
    }

    @Test
    @DisplayName("TM-37 it is found as it is, in hex, and when a line was cut; and not where it is not")
    void isFound() {
        String text = canary.text();

        assertThat(canary.isIn("token=" + text + ", ")).isTrue();
        assertThat(canary.isIn(HexFormat.of().formatHex(text.getBytes(UTF_8)))).isTrue();
        assertThat(canary.isIn("..." + text.substring(text.length() - 12))).isTrue();
        assertThat(canary.isIn("CNRY-secret-")).isFalse();
        assertThat(canary.isIn("...")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\n", "\u00e4", "123456789012345678901234567890123"})
    @DisplayName("what would need an encoding is refused")
    void refuses(String what) {
        assertThatIllegalArgumentException().isThrownBy(() -> Canary.of(what));
    }
}

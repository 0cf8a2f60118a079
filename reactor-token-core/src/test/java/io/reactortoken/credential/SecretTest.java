package io.reactortoken.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.reactortoken.Leaks;
import java.io.Serializable;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SecretTest {

    private static final String CANARY = "CNRY-sec-77aa10f3";

    @Test
    @DisplayName("CS-21 what the caller overwrites afterwards is his own copy")
    void holdsACopy() {
        byte[] bytes = CANARY.getBytes(UTF_8);
        char[] chars = CANARY.toCharArray();
        Secret ofBytes = Secret.of(bytes);
        Secret ofChars = Secret.of(CharBuffer.wrap(chars));
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(chars, '\0');
        assertThat(ofBytes.reveal()).isEqualTo(CANARY);
        assertThat(ofChars.reveal()).isEqualTo(CANARY);
    }

    @Test
    @DisplayName("bytes that are not UTF-8 are refused without being shown")
    void refusesOtherBytes() {
        byte[] latin1 = {'C', 'N', 'R', 'Y', (byte) 0xfc};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Secret.of(latin1))
                .withMessage("the secret is not UTF-8")
                .withNoCause();
    }

    @Test
    @DisplayName("closed, it reveals nothing, equals nothing, and its copies live on")
    void isWipedOnClose() {
        Secret secret = Secret.of(CANARY);
        Secret copy = secret.withVersion("7");
        secret.close();
        assertThatIllegalStateException().isThrownBy(secret::reveal).withMessage("the secret is closed");
        assertThatIllegalStateException().isThrownBy(() -> secret.withVersion("8"));
        assertThat(secret.isSameAs(copy)).isFalse();
        assertThat(copy.isSameAs(secret)).isFalse();
        assertThat(copy.reveal()).isEqualTo(CANARY);
        assertThat(copy.version()).isEqualTo("7");
    }

    @Test
    @DisplayName("the same text is the same secret, whatever its version; equals is identity")
    void comparesTexts() {
        Secret one = Secret.of(CANARY).withVersion("1");
        Secret two = Secret.of(CANARY).withVersion("2");
        assertThat(one.isSameAs(two)).isTrue();
        assertThat(one.isSameAs(one)).isTrue();
        assertThat(one.isSameAs(Secret.of(CANARY + "x"))).isFalse();
        assertThat(one.isSameAs(Secret.of(""))).isFalse();
        assertThat(one).isNotEqualTo(two);
    }

    @Test
    @DisplayName("TM-02, TM-06, TM-42 neither it nor a collection of it shows the text, and it is not serializable")
    void showsNothing() {
        Secret secret = Secret.of(CANARY).withVersion("v1");
        Leaks.assertNone(secret, CANARY);
        Leaks.assertNone(List.of(secret), CANARY);
        Leaks.assertNone(Map.of("k", secret), CANARY);
        assertThat(secret).isNotInstanceOf(Serializable.class);
    }

    @Test
    @DisplayName("a version is cut at 64 characters")
    void cutsLongVersions() {
        assertThat(Secret.of(CANARY).withVersion("v".repeat(65)).version()).hasSize(64);
    }
}

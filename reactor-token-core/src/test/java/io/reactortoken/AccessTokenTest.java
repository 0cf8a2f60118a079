package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a token tells about itself. */
class AccessTokenTest {

    private static final Instant START = Instant.ofEpochSecond(1_790_000_000, 5);

    @Test
    @DisplayName("R6749-26 it expires when its lifetime has passed since it was issued")
    void expires() {
        AccessToken token = AccessToken.builder("t")
                .issuedAt(START)
                .lifetime(Duration.ofSeconds(60, 7))
                .build();
        assertThat(token.expiresAt()).isEqualTo(START.plusSeconds(60).plusNanos(7));
        assertThat(token.issuedAt()).contains(START);
        assertThat(token.lifetime()).contains(Duration.ofSeconds(60, 7));
    }

    @Test
    @DisplayName("R6749-26 a lifetime of nothing ends when it begins, also in the first nanosecond of a second")
    void expiresAtOnce() {
        Instant second = Instant.ofEpochSecond(1_790_000_000);
        AccessToken token = AccessToken.builder("t")
                .issuedAt(second)
                .lifetime(Duration.ZERO)
                .build();
        assertThat(token.expiresAt()).isEqualTo(second);
        assertThat(token.issuedAt()).contains(second);
        assertThat(token.lifetime()).contains(Duration.ZERO);
        assertThat(token).hasToString("AccessToken[Bearer, expires " + second + "]");
    }

    @Test
    @DisplayName("R6749-26 without an instant its lifetime begins when it is made")
    void beginsNow() {
        AccessToken token = AccessToken.bearer("t", Duration.ofHours(1));
        assertThat(token.expiresAt()).isAfter(Instant.EPOCH.plusSeconds(3_600));
        assertThat(token.issuedAt()).isEmpty();
    }

    @Test
    @DisplayName("an unknown lifetime is told as one")
    void isUnknown() {
        AccessToken token = AccessToken.builder("t").issuedAt(START).build();
        assertThat(token.expiresAt()).isEqualTo(Instant.MAX);
        assertThat(token.lifetime()).isEmpty();
        assertThat(token).hasToString("AccessToken[Bearer, expires at an unknown time]");
    }

    @Test
    @DisplayName("R6749-22 it has a type, and the scope in the order of the grant")
    void hasTypeAndScope() {
        AccessToken token =
                AccessToken.builder("t").type("DPoP").scopes(List.of("b", "a")).build();
        assertThat(token.type()).isEqualTo("DPoP");
        assertThat(token.scopes()).containsExactly("b", "a");
        assertThat(AccessToken.builder("t").build().type()).isEqualTo("Bearer");
    }

    @Test
    @DisplayName("TM-42 its hash differs with its text")
    void hashes() {
        assertThat(AccessToken.builder("a").build().hashCode())
                .isNotEqualTo(AccessToken.builder("b").build().hashCode())
                .isEqualTo(AccessToken.builder("a").type("DPoP").build().hashCode());
    }
}

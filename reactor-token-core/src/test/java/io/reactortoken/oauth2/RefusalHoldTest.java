package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RotatingSecrets.NEW;
import static io.reactortoken.oauth2.RotatingSecrets.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenFailure.Code;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** While a server refuses the client: nobody storms it, and a new secret is found at once. */
class RefusalHoldTest {

    private final RotatingSecrets with = new RotatingSecrets();

    @Test
    @DisplayName("CF-31 a new secret ends the hold at once: the next call looks for it, and sends it")
    void aNewSecretEndsTheHold() {
        CachedTokenSource tokens = with.tokens();
        with.server.accepted = Set.of(NEW);
        with.call(tokens);
        for (int i = 0; i < 6; i++) {
            with.time.advance(Duration.ofSeconds(60)); // the hold grows to a minute
            with.call(tokens);
        }
        int before = with.server.sent.size();
        with.store.current = NEW;
        with.time.advance(Duration.ofSeconds(1));
        with.call(tokens);
        assertThat(with.received).hasSize(1);
        assertThat(with.server.sent.subList(before, with.server.sent.size())).containsExactly(NEW);
        with.call(tokens);
        assertThat(with.received).hasSize(2);
    }

    @Test
    @DisplayName("TM-40 inside a hold the source is looked at once a second at most, and nothing is sent")
    void looksOnceASecond() {
        CachedTokenSource tokens = with.tokens();
        with.server.accepted = Set.of();
        with.call(tokens);
        for (int i = 0; i < 7; i++) {
            with.time.advance(Duration.ofSeconds(60));
            with.call(tokens);
        }
        int sent = with.server.sent.size();
        int reloads = with.store.reloads;
        for (int i = 0; i < 590; i++) {
            with.time.advance(Duration.ofMillis(100));
            with.call(tokens);
            assertThat(with.lastError().code()).isEqualTo(Code.HLD);
        }
        assertThat(with.server.sent).hasSize(sent);
        assertThat(with.store.reloads - reloads).isBetween(50, 59);
        with.time.advance(Duration.ofSeconds(1));
        with.call(tokens);
        assertThat(with.server.sent)
                .as("the hold ends when it would have ended")
                .hasSize(sent + 1);
    }

    @Test
    @DisplayName("TM-40 a store that is down inside a hold neither ends nor lengthens it")
    void keepsTheHoldWhileTheStoreIsDown() {
        CachedTokenSource tokens = with.tokens();
        with.server.accepted = Set.of(NEW);
        with.call(tokens);
        with.time.advance(Duration.ofSeconds(1));
        with.call(tokens);
        with.store.down = true;
        with.time.advance(Duration.ofSeconds(1));
        with.call(tokens);
        assertThat(with.lastError().code()).isEqualTo(Code.HLD);
        assertThat(with.lastError()).hasMessageContaining("invalid_client");
        with.store.down = false;
        with.store.current = NEW;
        with.time.advance(Duration.ofSeconds(1));
        with.call(tokens);
        assertThat(with.received).hasSize(1);
    }

    @Test
    @DisplayName(
            "CF-32 the source lags behind the server: the held token is served, then the hint says why it is refused")
    void servesTheHeldTokenWhileTheSourceLags() {
        CachedTokenSource tokens = with.tokens();
        with.call(tokens);
        with.server.accepted = Set.of(NEW);
        with.time.advance(Duration.ofMinutes(56));
        with.call(tokens);
        with.call(tokens);
        assertThat(with.received).hasSize(3);
        with.time.advance(Duration.ofMinutes(5));
        with.call(tokens);
        assertThat(with.lastError().failure().hintId()).isEqualTo("H-ROTATE");
        assertThat(with.lastError())
                .hasMessageContaining("the server took this secret before")
                .hasMessageContaining("v-old");
    }

    @Test
    @DisplayName("CF-32 a renewal inside a hold finds the new secret, before a caller has to wait")
    void aRenewalFindsTheNewSecret() {
        CachedTokenSource tokens = with.tokens();
        with.call(tokens);
        with.server.accepted = Set.of(NEW);
        with.time.advance(Duration.ofMinutes(56));
        with.call(tokens);
        with.store.current = NEW;
        with.time.advance(Duration.ofSeconds(1));
        with.call(tokens);
        assertThat(with.server.sent).containsExactly(OLD, OLD, NEW);
        with.time.advance(Duration.ofMinutes(10));
        with.call(tokens);
        assertThat(with.errors).isEmpty();
    }

    @Test
    @DisplayName("CF-31 a source that is decorated before it is cached looks for a new secret too")
    void aDecoratedSourceLooksToo() {
        CachedTokenSource tokens = with.decorated();
        with.server.accepted = Set.of(NEW);
        with.call(tokens);
        with.time.advance(Duration.ofSeconds(60));
        with.call(tokens);
        with.time.advance(Duration.ofSeconds(60));
        with.call(tokens);
        assertThat(with.received).isEmpty();
        with.store.current = NEW;
        with.time.advance(Duration.ofSeconds(1));
        with.call(tokens);
        assertThat(with.received).hasSize(1);
        assertThat(with.server.sent).containsExactly(OLD, OLD, OLD, NEW);
    }

    @Test
    @DisplayName("0.4 a source that is decorated before it is cached is tried three times, not three times three")
    void aDecoratedSourceIsTriedThreeTimes() {
        CachedTokenSource tokens = with.decorated();
        with.server.accepted = Set.of();
        with.server.refusal = RecordingTransport.response(503, "");
        with.call(tokens);
        for (int i = 0; i < 20; i++) {
            with.time.advance(Duration.ofMillis(500));
        }
        assertThat(with.server.sent).hasSize(3);
        assertThat(with.lastError().code()).isEqualTo(Code.HTP);
    }
}

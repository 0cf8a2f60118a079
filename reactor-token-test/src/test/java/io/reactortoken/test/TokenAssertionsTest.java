package io.reactortoken.test;

import static io.reactortoken.test.TokenAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenEndpointException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenSource;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TokenAssertionsTest {

    private static final AccessToken TOKEN = AccessToken.builder("t1")
            .lifetime(Duration.ofMinutes(1))
            .scopes(List.of("orders:read", "orders:write"))
            .build();

    private static void assertFails(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessage(message);
    }

    @Test
    void aTokenHasItsTextTypeScopeAndLifetime() {
        assertThat(TOKEN)
                .hasText("t1")
                .hasType("Bearer")
                .hasScopes("orders:write", "orders:read")
                .livesFor(Duration.ofMinutes(1));
        assertFails(() -> assertThat(TOKEN).hasText("t2"), "expected the token \"t2\" but it is the token \"t1\"");
        assertFails(() -> assertThat(TOKEN).hasType("DPoP"), "expected a token of type DPoP but it is a Bearer");
        assertFails(
                () -> assertThat(TOKEN).hasScopes("orders:read"),
                "expected the scope [orders:read] but it is [orders:read, orders:write]");
        assertFails(
                () -> assertThat(TOKEN).hasScopes("orders:read", "orders"),
                "expected the scope [orders:read, orders] but it is [orders:read, orders:write]");
        assertFails(
                () -> assertThat(TOKEN).livesFor(Duration.ofHours(1)),
                "expected a token that lives for PT1H but it lives for PT1M");
        assertFails(
                () -> assertThat(AccessToken.builder("t1").build()).livesFor(Duration.ofHours(1)),
                "expected a token that lives for PT1H but its lifetime is unknown");
    }

    @Test
    void aTextThatMayBeASecretIsNotShown() {
        AccessToken secret = AccessToken.bearer("CNRY-0123456789-ab", Duration.ofHours(1));
        assertFails(
                () -> assertThat(secret).as("the header").hasText("t1"),
                "[the header] expected the token \"t1\" but it is a token of 18 characters");
        assertFails(
                () -> assertThat(TokenSource.fixed(secret)).keepsCallersWaiting(),
                "expected a caller to wait but it got a token of 18 characters");
    }

    @Test
    void aSourceHandsOutFailsOrKeepsCallersWaiting() {
        TestTime time = TestTime.create();
        ScriptedSource source = ScriptedSource.silent();
        CachedTokenSource tokens = source.cache(time.policy().build());
        assertThat(tokens).keepsCallersWaiting();
        assertFails(
                () -> assertThat(tokens).handsOut("t1"),
                "expected a caller to get the token \"t1\" at once but it waits");
        assertFails(
                () -> assertThat(tokens).failsWith(Code.HLD),
                "expected a caller to fail at once with HLD but it waits");
        source.answer(TOKEN);
        assertThat(tokens).handsOut("t1");
        assertFails(
                () -> assertThat(tokens).handsOut("t2"),
                "expected a caller to get the token \"t2\" but it got the token \"t1\"");
        assertFails(
                () -> assertThat(tokens).keepsCallersWaiting(),
                "expected a caller to wait but it got the token \"t1\"");
        tokens.close();
        assertThat(tokens).failsWith(Code.CLS);
        assertThatThrownBy(() -> assertThat(tokens).failsWith(Code.HLD))
                .hasMessageStartingWith("expected a caller to fail at once with HLD but it failed with io.reactortoken."
                        + "TokenUnavailableException: CLS the token source is closed");
    }

    @Test
    void aScriptedSourceTellsWhatItWasAsked() {
        ScriptedSource source = ScriptedSource.silent();
        assertThat(source).wasAsked(0);
        source.token().subscribe().dispose();
        assertThat(source).wasAsked(1).wasCancelled(1);
        assertFails(() -> assertThat(source).wasAsked(2), "expected 2 token requests but there were 1");
        assertFails(() -> assertThat(source).wasCancelled(0), "expected 0 token requests to be cancelled but 1 were");
    }

    @Test
    void aFailureHasItsCodeAndTellsWhetherToAskAgain() {
        TokenFailure facts = TokenFailure.of(Code.THR, "slow down");
        TokenException permanent = TokenEndpointException.of(facts, null);
        TokenException passing = TokenEndpointException.of(facts.retryAfter(Duration.ofSeconds(7)), null);
        assertThat(permanent).hasCode(Code.THR).isPermanent().hasMessageStartingWith("THR");
        assertThat(passing).isRetryable().asksToWait(Duration.ofSeconds(7));
        String shown = "io.reactortoken.TokenEndpointException: THR slow down";
        assertFails(() -> assertThat(permanent).hasCode(Code.OAE), "expected the code OAE but it is " + shown);
        assertFails(
                () -> assertThat(permanent).isRetryable(),
                "expected a failure that may pass but it is permanent: " + shown);
        assertFails(() -> assertThat(passing).isPermanent(), "expected a permanent failure but it may pass: " + shown);
        assertFails(
                () -> assertThat(permanent).asksToWait(Duration.ofSeconds(7)),
                "expected to be asked to wait for PT7S but it is null: " + shown);
    }
}

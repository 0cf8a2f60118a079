package io.reactortoken.test;

import io.reactortoken.AccessToken;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a token. A failure shows the text of a token only if it has at most 16 characters: that is what tests
 * make up, and too short for a secret.
 *
 * @since 0.1.0
 */
public final class TokenAssert extends AbstractAssert<TokenAssert, @Nullable AccessToken> {

    private static final int LONGEST_SHOWN = 16;

    TokenAssert(@Nullable AccessToken actual) {
        super(actual, TokenAssert.class);
    }

    private AccessToken present() {
        isNotNull();
        AccessToken token = actual;
        if (token == null) {
            throw new AssertionError("there is no token");
        }
        return token;
    }

    /**
     * Checks the text.
     *
     * @param expected what {@link AccessToken#reveal()} returns
     * @return these assertions
     */
    public TokenAssert hasText(String expected) {
        String text = present().reveal();
        if (!text.equals(expected)) {
            failWithMessage("expected %s but it is %s", named(expected), named(text));
        }
        return this;
    }

    static String named(String text) {
        return text.length() <= LONGEST_SHOWN
                ? "the token \"" + text + "\""
                : "a token of " + text.length() + " characters";
    }

    /**
     * Checks the type, as it is written into the header.
     *
     * @param expected for instance {@code Bearer}
     * @return these assertions
     */
    public TokenAssert hasType(String expected) {
        String type = present().type();
        if (!type.equals(expected)) {
            failWithMessage("expected a token of type %s but it is a %s", expected, type);
        }
        return this;
    }

    /**
     * Checks the granted scope, in any order.
     *
     * @param expected scope tokens, all of them
     * @return these assertions
     */
    public TokenAssert hasScopes(String... expected) {
        var scopes = present().scopes();
        if (scopes.size() != expected.length || !scopes.containsAll(List.of(expected))) {
            failWithMessage("expected the scope %s but it is %s", List.of(expected), scopes);
        }
        return this;
    }

    /**
     * Checks the lifetime that the server promised.
     *
     * @param expected from the request on, not from now on
     * @return these assertions
     */
    public TokenAssert livesFor(Duration expected) {
        Duration lifetime = present().lifetime().orElse(null);
        if (!expected.equals(lifetime)) {
            failWithMessage(
                    "expected a token that lives for %s but %s",
                    expected, lifetime == null ? "its lifetime is unknown" : "it lives for " + lifetime);
        }
        return this;
    }
}

package io.reactortoken.test;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenException;
import io.reactortoken.TokenSource;
import org.jspecify.annotations.Nullable;

/**
 * Entry points of the kit's assertions for AssertJ. They overload AssertJ's own {@code assertThat}: import both.
 *
 * <p>AssertJ is an optional dependency: who does not call these needs none.
 *
 * @since 0.1.0
 */
public final class TokenAssertions {

    private TokenAssertions() {}

    /**
     * Starts assertions about a token.
     *
     * @param actual the token
     * @return the assertions
     */
    public static TokenAssert assertThat(@Nullable AccessToken actual) {
        return new TokenAssert(actual);
    }

    /**
     * Starts assertions about what a source does for a caller.
     *
     * @param actual the source
     * @return the assertions
     */
    public static TokenSourceAssert assertThat(@Nullable TokenSource actual) {
        return new TokenSourceAssert(actual);
    }

    /**
     * Starts assertions about what a source was asked for.
     *
     * @param actual the source
     * @return the assertions
     */
    public static ScriptedSourceAssert assertThat(@Nullable ScriptedSource actual) {
        return new ScriptedSourceAssert(actual);
    }

    /**
     * Starts assertions about a failure.
     *
     * @param actual the failure
     * @return the assertions
     */
    public static TokenExceptionAssert assertThat(@Nullable TokenException actual) {
        return new TokenExceptionAssert(actual);
    }
}

package io.reactortoken.test;

import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a failure, beside those that AssertJ has for every throwable.
 *
 * @since 0.1.0
 */
public final class TokenExceptionAssert
        extends AbstractThrowableAssert<TokenExceptionAssert, @Nullable TokenException> {

    TokenExceptionAssert(@Nullable TokenException actual) {
        super(actual, TokenExceptionAssert.class);
    }

    private TokenException present() {
        isNotNull();
        TokenException failure = actual;
        if (failure == null) {
            throw new AssertionError("there is no failure");
        }
        return failure;
    }

    /**
     * Checks what kind of failure it is.
     *
     * @param expected the code
     * @return these assertions
     */
    public TokenExceptionAssert hasCode(Code expected) {
        TokenException failure = present();
        if (failure.code() != expected) {
            failWithMessage("expected the code %s but it is %s", expected.label(), failure);
        }
        return this;
    }

    /**
     * Checks that asking again later may succeed.
     *
     * @return these assertions
     */
    public TokenExceptionAssert isRetryable() {
        if (!present().retryable()) {
            failWithMessage("expected a failure that may pass but it is permanent: %s", actual);
        }
        return this;
    }

    /**
     * Checks that asking again is of no use before somebody has changed something.
     *
     * @return these assertions
     */
    public TokenExceptionAssert isPermanent() {
        if (present().retryable()) {
            failWithMessage("expected a permanent failure but it may pass: %s", actual);
        }
        return this;
    }

    /**
     * Checks how long to wait before asking again.
     *
     * @param expected what {@link TokenException#retryAfter()} returns
     * @return these assertions
     */
    public TokenExceptionAssert asksToWait(Duration expected) {
        Duration wait = present().retryAfter().orElse(null);
        if (!expected.equals(wait)) {
            failWithMessage("expected to be asked to wait for %s but it is %s: %s", expected, wait, actual);
        }
        return this;
    }
}

package io.reactortoken;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What to do about it: check this first, and ask again then. */
record FailureAdvice(
        String hintId,
        String hint,
        boolean retryable,
        @Nullable Duration retryAfter) {

    static final FailureAdvice NONE = new FailureAdvice("", "", false, null);

    FailureAdvice withHint(String id, String text) {
        return new FailureAdvice(id, text, retryable, retryAfter);
    }

    FailureAdvice asTransient() {
        return new FailureAdvice(hintId, hint, true, retryAfter);
    }

    FailureAdvice withRetryAfter(Duration wait) {
        return new FailureAdvice(hintId, hint, true, wait.isNegative() ? Duration.ZERO : wait);
    }
}

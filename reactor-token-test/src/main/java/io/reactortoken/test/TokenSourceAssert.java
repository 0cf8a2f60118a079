package io.reactortoken.test;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenSource;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Assertions about what a source does for a caller who comes now. Each of them subscribes once, so that it may start a
 * request, and looks at what was signalled until {@code subscribe} returned: it waits for nothing.
 *
 * @since 0.1.0
 */
public final class TokenSourceAssert extends AbstractAssert<TokenSourceAssert, @Nullable TokenSource> {

    TokenSourceAssert(@Nullable TokenSource actual) {
        super(actual, TokenSourceAssert.class);
    }

    /**
     * Checks that a caller gets a token at once.
     *
     * @param text the token's text
     * @return these assertions
     */
    public TokenSourceAssert handsOut(String text) {
        Object outcome = outcome();
        if (!(outcome instanceof AccessToken token)) {
            failWithMessage("expected a caller to get %s at once but %s", TokenAssert.named(text), told(outcome));
        } else if (!token.reveal().equals(text)) {
            failWithMessage(
                    "expected a caller to get %s but it got %s",
                    TokenAssert.named(text), TokenAssert.named(token.reveal()));
        }
        return this;
    }

    /**
     * Checks that a caller fails at once.
     *
     * @param code of the {@link TokenException}
     * @return these assertions
     */
    public TokenSourceAssert failsWith(Code code) {
        Object outcome = outcome();
        if (!(outcome instanceof TokenException failure) || failure.code() != code) {
            failWithMessage("expected a caller to fail at once with %s but %s", code.label(), told(outcome));
        }
        return this;
    }

    /**
     * Checks that a caller has to wait. It has cancelled when this returns.
     *
     * @return these assertions
     */
    public TokenSourceAssert keepsCallersWaiting() {
        Object outcome = outcome();
        if (outcome != null) {
            failWithMessage("expected a caller to wait but %s", told(outcome));
        }
        return this;
    }

    /** A token, a throwable, or null. */
    private @Nullable Object outcome() {
        isNotNull();
        TokenSource source = actual;
        AtomicReference<@Nullable Object> outcome = new AtomicReference<>();
        if (source != null) {
            Disposable caller = source.token().subscribe(outcome::set, outcome::set);
            caller.dispose();
        }
        return outcome.get();
    }

    private static String told(@Nullable Object outcome) {
        if (outcome instanceof AccessToken token) {
            return "it got " + TokenAssert.named(token.reveal());
        }
        return outcome == null ? "it waits" : "it failed with " + outcome;
    }
}

package io.reactortoken;

import org.jspecify.annotations.Nullable;

/**
 * The authorization server answered something that is not a usable token: codes {@code MTR} and {@code UTT}.
 *
 * @since 0.1.0
 */
public final class TokenResponseException extends TokenException {

    private static final long serialVersionUID = 1L;

    private TokenResponseException(TokenFailure failure, @Nullable Throwable cause) {
        super(failure, cause);
    }

    private TokenResponseException(TokenFailure failure, TokenException shared, boolean writableStackTrace) {
        super(failure, shared, writableStackTrace);
    }

    /**
     * Makes the exception for a transport, a store or a source.
     *
     * @param failure what failed, where, and what to check
     * @param cause kept as the cause; it must not hold a secret or a token. May be null
     * @return a new exception
     */
    public static TokenResponseException of(TokenFailure failure, @Nullable Throwable cause) {
        return new TokenResponseException(failure, cause);
    }

    @Override
    public TokenResponseException with(TokenFailure changed) {
        TokenResponseException same = new TokenResponseException(changed, getCause());
        same.setStackTrace(getStackTrace());
        return same;
    }

    @Override
    TokenResponseException copy(TokenFailure changed) {
        return new TokenResponseException(changed, this, false);
    }
}

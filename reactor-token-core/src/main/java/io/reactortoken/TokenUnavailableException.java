package io.reactortoken;

import org.jspecify.annotations.Nullable;

/**
 * Nobody was asked: codes {@code HLD} (asking failed a moment ago, and a hold is on) and {@code CLS} (the source is
 * closed).
 *
 * @since 0.1.0
 */
public final class TokenUnavailableException extends TokenException {

    private static final long serialVersionUID = 1L;

    private TokenUnavailableException(TokenFailure failure, @Nullable Throwable cause) {
        super(failure, cause);
    }

    TokenUnavailableException(TokenFailure failure, TokenException shared, boolean writableStackTrace) {
        super(failure, shared, writableStackTrace);
    }

    /**
     * Makes the exception for a transport, a store or a source.
     *
     * @param failure what failed, where, and what to check
     * @param cause kept as the cause; it must not hold a secret or a token. May be null
     * @return a new exception
     */
    public static TokenUnavailableException of(TokenFailure failure, @Nullable Throwable cause) {
        return new TokenUnavailableException(failure, cause);
    }

    @Override
    public TokenUnavailableException with(TokenFailure changed) {
        TokenUnavailableException same = new TokenUnavailableException(changed, getCause());
        same.setStackTrace(getStackTrace());
        return same;
    }

    @Override
    TokenUnavailableException copy(TokenFailure changed) {
        return new TokenUnavailableException(changed, this, false);
    }
}

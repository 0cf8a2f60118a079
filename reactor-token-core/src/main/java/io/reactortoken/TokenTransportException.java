package io.reactortoken;

import org.jspecify.annotations.Nullable;

/**
 * There was no answer, or a fetch of the program's own failed: codes {@code NET} and {@code TMO}.
 *
 * @since 0.1.0
 */
public final class TokenTransportException extends TokenException {

    private static final long serialVersionUID = 1L;

    private TokenTransportException(TokenFailure failure, @Nullable Throwable cause) {
        super(failure, cause);
    }

    private TokenTransportException(TokenFailure failure, TokenException shared, boolean writableStackTrace) {
        super(failure, shared, writableStackTrace);
    }

    /**
     * Makes the exception for a transport, a store or a source.
     *
     * @param failure what failed, where, and what to check
     * @param cause kept as the cause; it must not hold a secret or a token. May be null
     * @return a new exception
     */
    public static TokenTransportException of(TokenFailure failure, @Nullable Throwable cause) {
        return new TokenTransportException(failure, cause);
    }

    @Override
    public TokenTransportException with(TokenFailure changed) {
        TokenTransportException same = new TokenTransportException(changed, getCause());
        same.setStackTrace(getStackTrace());
        return same;
    }

    @Override
    TokenTransportException copy(TokenFailure changed) {
        return new TokenTransportException(changed, this, false);
    }
}

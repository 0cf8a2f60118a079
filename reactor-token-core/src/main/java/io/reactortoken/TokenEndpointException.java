package io.reactortoken;

import org.jspecify.annotations.Nullable;

/**
 * The authorization server answered, and the answer is no: codes {@code OAE}, {@code HTP}, {@code THR}, {@code RED}
 * and {@code SCP}.
 *
 * @since 0.1.0
 */
public final class TokenEndpointException extends TokenException {

    private static final long serialVersionUID = 1L;

    private TokenEndpointException(TokenFailure failure, @Nullable Throwable cause) {
        super(failure, cause);
    }

    private TokenEndpointException(TokenFailure failure, TokenException shared, boolean writableStackTrace) {
        super(failure, shared, writableStackTrace);
    }

    /**
     * Makes the exception for a transport, a store or a source.
     *
     * @param failure what failed, where, and what to check
     * @param cause kept as the cause; it must not hold a secret or a token. May be null
     * @return a new exception
     */
    public static TokenEndpointException of(TokenFailure failure, @Nullable Throwable cause) {
        return new TokenEndpointException(failure, cause);
    }

    @Override
    public TokenEndpointException with(TokenFailure changed) {
        TokenEndpointException same = new TokenEndpointException(changed, getCause());
        same.setStackTrace(getStackTrace());
        return same;
    }

    @Override
    TokenEndpointException copy(TokenFailure changed) {
        return new TokenEndpointException(changed, this, false);
    }
}

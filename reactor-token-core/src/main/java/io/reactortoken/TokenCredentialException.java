package io.reactortoken;

import org.jspecify.annotations.Nullable;

/**
 * The client secret, key or certificate could not be had or cannot be used: codes {@code CRD-P} and {@code CRD-T}.
 *
 * @since 0.1.0
 */
public final class TokenCredentialException extends TokenException {

    private static final long serialVersionUID = 1L;

    private TokenCredentialException(TokenFailure failure, @Nullable Throwable cause) {
        super(failure, cause);
    }

    private TokenCredentialException(TokenFailure failure, TokenException shared, boolean writableStackTrace) {
        super(failure, shared, writableStackTrace);
    }

    /**
     * Makes the exception for a transport, a store or a source.
     *
     * @param failure what failed, where, and what to check
     * @param cause kept as the cause; it must not hold a secret or a token. May be null
     * @return a new exception
     */
    public static TokenCredentialException of(TokenFailure failure, @Nullable Throwable cause) {
        return new TokenCredentialException(failure, cause);
    }

    @Override
    public TokenCredentialException with(TokenFailure changed) {
        TokenCredentialException same = new TokenCredentialException(changed, getCause());
        same.setStackTrace(getStackTrace());
        return same;
    }

    @Override
    TokenCredentialException copy(TokenFailure changed) {
        return new TokenCredentialException(changed, this, false);
    }
}

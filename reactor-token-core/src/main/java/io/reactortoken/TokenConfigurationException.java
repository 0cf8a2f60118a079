package io.reactortoken;

import org.jspecify.annotations.Nullable;

/**
 * The configuration cannot work: codes {@code CFG} and {@code REN}. Thrown when a source is built wherever that is
 * possible, otherwise signalled.
 *
 * @since 0.1.0
 */
public final class TokenConfigurationException extends TokenException {

    private static final long serialVersionUID = 1L;

    private TokenConfigurationException(TokenFailure failure, @Nullable Throwable cause) {
        super(failure, cause);
    }

    private TokenConfigurationException(TokenFailure failure, TokenException shared, boolean writableStackTrace) {
        super(failure, shared, writableStackTrace);
    }

    /**
     * Makes the exception for a transport, a store or a source.
     *
     * @param failure what failed, where, and what to check
     * @param cause kept as the cause; it must not hold a secret or a token. May be null
     * @return a new exception
     */
    public static TokenConfigurationException of(TokenFailure failure, @Nullable Throwable cause) {
        return new TokenConfigurationException(failure, cause);
    }

    @Override
    public TokenConfigurationException with(TokenFailure changed) {
        TokenConfigurationException same = new TokenConfigurationException(changed, getCause());
        same.setStackTrace(getStackTrace());
        return same;
    }

    @Override
    TokenConfigurationException copy(TokenFailure changed) {
        return new TokenConfigurationException(changed, this, false);
    }
}

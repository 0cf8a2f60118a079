package io.reactortoken;

import java.util.Optional;
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

    /**
     * Returns which error of RFC 6749 section 5.2 it was. The code itself is {@code failure().error()}.
     *
     * @return {@link OAuthError#OTHER} for a code that is not known here; empty if the server sent none
     */
    public Optional<OAuthError> error() {
        String code = failure().error();
        return code.isEmpty() ? Optional.empty() : Optional.of(OAuthError.of(code));
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

package io.reactortoken;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The error codes of a token endpoint (RFC 6749 section 5.2, RFC 8693 section 2.2.2, RFC 9449). The code as the server
 * wrote it is {@link TokenFailure#error()}.
 *
 * @since 0.1.0
 */
public enum OAuthError {
    /** The request lacks something, repeats something, or is otherwise malformed. */
    INVALID_REQUEST,
    /** Client authentication failed. */
    INVALID_CLIENT,
    /** The refresh token, assertion or code is invalid, expired or revoked. */
    INVALID_GRANT,
    /** The client may not use this grant; at some servers: the secret is wrong. */
    UNAUTHORIZED_CLIENT,
    /** The server does not offer this grant. */
    UNSUPPORTED_GRANT_TYPE,
    /** The scope is unknown, malformed, or more than the client may have. */
    INVALID_SCOPE,
    /** The resource or audience is unknown, or not for this client. */
    INVALID_TARGET,
    /** Denied by a rule of the server's. */
    ACCESS_DENIED,
    /** The server failed. */
    SERVER_ERROR,
    /** The server cannot answer now. */
    TEMPORARILY_UNAVAILABLE,
    /** The server was asked too often. */
    SLOW_DOWN,
    /** A DPoP proof with the server's nonce is needed (RFC 9449 section 8). */
    USE_DPOP_NONCE,
    /** The DPoP proof was refused (RFC 9449 section 5). */
    INVALID_DPOP_PROOF,
    /** A code that is none of these. */
    OTHER;

    private static final Map<String, OAuthError> BY_CODE =
            Stream.of(values()).collect(Collectors.toMap(OAuthError::code, Function.identity()));

    private String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the constant for a code.
     *
     * @param code as the server wrote it; case matters
     * @return the constant, {@link #OTHER} for any text that is not one of the codes
     */
    public static OAuthError of(String code) {
        return BY_CODE.getOrDefault(code, OTHER);
    }

    /** {@return whether asking again later may succeed without anybody changing anything} */
    public boolean isTransient() {
        return this == SERVER_ERROR || this == TEMPORARILY_UNAVAILABLE || this == SLOW_DOWN;
    }
}

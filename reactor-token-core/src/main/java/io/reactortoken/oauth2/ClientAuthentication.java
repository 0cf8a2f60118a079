package io.reactortoken.oauth2;

/**
 * How a client proves who it is at the token endpoint (RFC 6749 section 2.3). One method per request.
 *
 * @since 0.1.0
 */
public enum ClientAuthentication {
    /** HTTP Basic: id and secret are each form-encoded, then joined by a colon (RFC 6749 section 2.3.1). */
    CLIENT_SECRET_BASIC,
    /** {@code client_id} and {@code client_secret} in the body (RFC 6749 section 2.3.1). */
    CLIENT_SECRET_POST
}

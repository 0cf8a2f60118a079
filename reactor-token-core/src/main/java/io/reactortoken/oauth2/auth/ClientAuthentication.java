package io.reactortoken.oauth2.auth;

import io.reactortoken.TokenConfigurationException;
import reactor.core.publisher.Mono;

/**
 * How a client proves who it is at the token endpoint (RFC 6749 section 2.3). One method per request; which one is
 * configured, never found out by trying.
 *
 * <p>An SPI too: a method of one's own implements it. It must be thread-safe.
 *
 * @since 0.1.0
 */
public interface ClientAuthentication {

    /** {@return HTTP Basic: id and secret are each form-encoded, then joined by a colon (RFC 6749 section 2.3.1)} */
    static ClientAuthentication clientSecretBasic() {
        return SecretAuthentication.BASIC;
    }

    /**
     * Returns HTTP Basic without the form-encoding (RFC 7617), for servers that do not undo it.
     *
     * @return a method for client ids without a colon
     */
    static ClientAuthentication clientSecretBasicRaw() {
        return SecretAuthentication.BASIC_RAW;
    }

    /** {@return {@code client_id} and {@code client_secret} in the body (RFC 6749 section 2.3.1)} */
    static ClientAuthentication clientSecretPost() {
        return SecretAuthentication.POST;
    }

    /**
     * Returns no proof: {@code client_id} in the body, if there is one. For public clients, and for grants that bring a
     * proof of their own; never for client credentials.
     *
     * @return the method {@code none}
     */
    static ClientAuthentication none() {
        return new IdOnlyAuthentication("none");
    }

    /** {@return a certificate that the transport shows, issued by an authority (RFC 8705 section 2.1)} */
    static ClientAuthentication tlsClientAuth() {
        return new IdOnlyAuthentication("tls_client_auth");
    }

    /** {@return a certificate that the transport shows, registered as it is (RFC 8705 section 2.2)} */
    static ClientAuthentication selfSignedTlsClientAuth() {
        return new IdOnlyAuthentication("self_signed_tls_client_auth");
    }

    /**
     * Returns a method that sends a signed assertion (RFC 7521 section 4.2, RFC 7523 section 2.2).
     *
     * @param assertion asked for a new one before each request
     * @return a new method
     */
    static ClientAuthentication assertion(ClientAssertion assertion) {
        return new AssertionAuthentication(assertion);
    }

    /**
     * Returns a method that also works with a secret that is empty (RFC 6749 section 2.3.1). Without this an empty secret
     * is an error, because it is usually one.
     *
     * @param method one that sends a client secret
     * @return a new method
     * @throws IllegalArgumentException if it sends none
     */
    static ClientAuthentication allowingEmptySecret(ClientAuthentication method) {
        if (method instanceof SecretAuthentication secret) {
            return secret.allowingEmpty();
        }
        throw new IllegalArgumentException(method.method() + " sends no client secret");
    }

    /**
     * Returns the method's name, as messages and a server's metadata use it.
     *
     * @return a name of the registry that RFC 8414 section 2 refers to, for instance {@code client_secret_basic}
     */
    String method();

    /**
     * Tells whether the method needs the client's secret. A request is refused when it is built if this and what was
     * configured do not fit.
     *
     * @return false unless the method sends or uses one
     */
    default boolean needsSecret() {
        return false;
    }

    /**
     * Fails if the client id cannot be sent by this method. Called when a token request is built and before
     * it is sent; does not block.
     *
     * @param clientId not blank
     * @throws TokenConfigurationException if so
     */
    default void check(String clientId) {}

    /**
     * Makes the proof for one request.
     *
     * <p>Cold: subscribed once for each request, a second attempt included, so that a proof which may be used once is made
     * anew.
     * <p>Signals one proof, or a {@link io.reactortoken.TokenException}; never empty, and never blocks.
     * <p>Cancelling ends the work; nothing else waits for it.
     * <p>The proof may arrive on any thread.
     *
     * @param request what is known of the request
     * @return a mono that makes a new proof on each subscription
     */
    Mono<ClientProof> prove(ProofRequest request);
}

package io.reactortoken.oauth2.auth;

import io.reactortoken.credential.Secret;
import reactor.core.publisher.Mono;

/**
 * Makes signed assertions by which a client authenticates (RFC 7521 section 4.2). Must be thread-safe.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ClientAssertion {

    /**
     * Makes an assertion.
     *
     * <p>Cold: subscribed once for each request, a second attempt included; each subscription makes a new one, with a
     * {@code jti} of its own.
     * <p>Signals one assertion, or an error: a {@link io.reactortoken.TokenException} says itself whether to try again,
     * any other error is tried again. Never empty, and never blocks: a signature that takes its time belongs on another
     * thread.
     * <p>Cancelling ends the work; nothing else waits for it.
     * <p>The assertion may arrive on any thread.
     *
     * @param request for whom, and for which server
     * @return a mono that makes a new assertion on each subscription
     */
    Mono<Secret> assertion(ProofRequest request);

    /**
     * Returns the method's name, as messages and a server's metadata use it.
     *
     * @return {@code private_key_jwt}, unless it is another
     */
    default String method() {
        return "private_key_jwt";
    }

    /**
     * Returns what kind of assertion it is.
     *
     * @return the value of {@code client_assertion_type}; a JWT's, unless it is another
     */
    default String type() {
        return "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    }

    /**
     * Tells whether {@code client_id} is sent beside the assertion (RFC 7521 section 4.2). Some servers need it to find
     * the client, others refuse it.
     *
     * @return true, unless it must not be sent
     */
    default boolean sendsClientId() {
        return true;
    }
}

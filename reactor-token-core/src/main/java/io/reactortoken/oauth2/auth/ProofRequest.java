package io.reactortoken.oauth2.auth;

import io.reactortoken.credential.SecretSource;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a request that needs a proof.
 *
 * @param clientId the client id; empty if there is none
 * @param secret where the client secret comes from; empty if there is none
 * @param tokenEndpoint where the request goes
 * @param issuer the authorization server's issuer identifier, where it is known; the audience of an assertion
 * @param signingAlgorithms what the server takes for assertions; empty if it is not known
 * @since 0.1.0
 */
public record ProofRequest(
        String clientId,
        Optional<SecretSource> secret,
        URI tokenEndpoint,
        Optional<String> issuer,
        Set<String> signingAlgorithms) {}

package io.reactortoken.oauth2.internal.discovery;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * What an authorization server says about itself (RFC 8414 section 2), as far as a token request needs it.
 *
 * @param issuer equal to the configured one
 * @param tokenEndpoint checked
 * @param mtlsTokenEndpoint the alias for clients with a certificate (RFC 8705 section 5), checked; empty if there is none
 * @param authMethods how clients may authenticate; empty if the server does not say
 * @param signingAlgorithms what assertions may be signed by; empty if the server does not say
 * @param grantTypes empty if the server does not say
 * @param scopes some or all that the server has; empty if it does not say
 * @since 0.1.0
 */
public record Metadata(
        String issuer,
        URI tokenEndpoint,
        Optional<URI> mtlsTokenEndpoint,
        Set<String> authMethods,
        Set<String> signingAlgorithms,
        Set<String> grantTypes,
        Set<String> scopes) {

    /**
     * Returns the endpoint for a client.
     *
     * @param certificate whether the client shows a certificate
     * @return the token endpoint, or its alias
     */
    public URI tokenEndpoint(boolean certificate) {
        return certificate ? mtlsTokenEndpoint.orElse(tokenEndpoint) : tokenEndpoint;
    }
}

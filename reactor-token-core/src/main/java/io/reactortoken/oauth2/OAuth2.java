package io.reactortoken.oauth2;

import io.reactortoken.TokenConfigurationException;
import java.net.URI;

/**
 * The front door: one factory per grant.
 *
 * <p>A token URI is absolute and https; a query is kept byte for byte. Each factory returns a request without a client,
 * and nothing but the URI's syntax is checked before a source is built.
 *
 * @since 0.1.0
 */
public final class OAuth2 {

    private OAuth2() {}

    /**
     * Starts a client credentials grant (RFC 6749 section 4.4).
     *
     * @param tokenUri the token endpoint
     * @return a request without a client
     * @throws TokenConfigurationException if {@code tokenUri} is not a URI
     */
    public static TokenRequest clientCredentials(String tokenUri) {
        return clientCredentials(TokenEndpointUri.parse(tokenUri));
    }

    /**
     * Starts a client credentials grant (RFC 6749 section 4.4).
     *
     * @param tokenUri the token endpoint
     * @return a request without a client
     */
    public static TokenRequest clientCredentials(URI tokenUri) {
        return TokenRequest.of(tokenUri, ClientCredentialsGrant.INSTANCE);
    }
}

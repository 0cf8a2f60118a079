package io.reactortoken.oauth2;

import io.reactortoken.TokenConfigurationException;
import java.net.URI;

/**
 * The front door: one factory per grant.
 *
 * @since 0.1.0
 */
public final class OAuth2 {

    private OAuth2() {}

    /**
     * Starts a client credentials grant (RFC 6749 section 4.4).
     *
     * @param tokenUri the token endpoint: absolute, https; a query is kept byte for byte
     * @return a request without a client; nothing is checked before it is built
     * @throws TokenConfigurationException if {@code tokenUri} is not a URI
     */
    public static TokenRequest clientCredentials(String tokenUri) {
        return clientCredentials(TokenEndpointUri.parse(tokenUri));
    }

    /**
     * Starts a client credentials grant (RFC 6749 section 4.4).
     *
     * @param tokenUri the token endpoint: absolute, https; a query is kept byte for byte
     * @return a request without a client; nothing is checked before it is built
     */
    public static TokenRequest clientCredentials(URI tokenUri) {
        return TokenRequest.of(tokenUri, "client_credentials");
    }
}

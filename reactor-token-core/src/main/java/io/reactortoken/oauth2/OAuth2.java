package io.reactortoken.oauth2;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.credential.SecretSource;
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

    /**
     * Starts a client credentials grant (RFC 6749 section 4.4).
     *
     * @param issuer the authorization server
     * @return a request without a client
     */
    public static TokenRequest clientCredentials(Issuer issuer) {
        return TokenRequest.of(issuer, ClientCredentialsGrant.INSTANCE);
    }

    /**
     * Starts a refresh token grant (RFC 6749 section 6).
     *
     * <p>A refresh token in an answer replaces the one before, for as long as the source lives. One source per refresh
     * token: a server that rotates takes a second use of one for theft.
     *
     * @param tokenUri the token endpoint
     * @param refreshToken read for the first request, and again when the server refused the one it issued itself
     * @return a request without a client
     * @throws TokenConfigurationException if {@code tokenUri} is not a URI
     */
    public static TokenRequest refreshToken(String tokenUri, SecretSource refreshToken) {
        return TokenRequest.of(TokenEndpointUri.parse(tokenUri), new RefreshTokenGrant(refreshToken));
    }

    /**
     * Starts a refresh token grant whose refresh token outlives the process (RFC 6749 section 6).
     *
     * @param tokenUri the token endpoint
     * @param store where the refresh token is read from, and where a new one is written
     * @return a request without a client
     * @throws TokenConfigurationException if {@code tokenUri} is not a URI
     */
    public static TokenRequest refreshToken(String tokenUri, RefreshTokenStore store) {
        return TokenRequest.of(TokenEndpointUri.parse(tokenUri), new RefreshTokenGrant(store));
    }

    /**
     * Starts a refresh token grant whose refresh token outlives the process (RFC 6749 section 6).
     *
     * @param issuer the authorization server
     * @param store where the refresh token is read from, and where a new one is written
     * @return a request without a client
     */
    public static TokenRequest refreshToken(Issuer issuer, RefreshTokenStore store) {
        return TokenRequest.of(issuer, new RefreshTokenGrant(store));
    }

    /**
     * Starts a token exchange (RFC 8693).
     *
     * @param tokenUri the token endpoint
     * @param exchange whose token, and what is to be issued for it
     * @return a request without a client
     * @throws TokenConfigurationException if {@code tokenUri} is not a URI
     */
    public static TokenRequest tokenExchange(String tokenUri, TokenExchange exchange) {
        return TokenRequest.of(TokenEndpointUri.parse(tokenUri), new TokenExchangeGrant(exchange));
    }

    /**
     * Starts a token exchange (RFC 8693).
     *
     * @param issuer the authorization server
     * @param exchange whose token, and what is to be issued for it
     * @return a request without a client
     */
    public static TokenRequest tokenExchange(Issuer issuer, TokenExchange exchange) {
        return TokenRequest.of(issuer, new TokenExchangeGrant(exchange));
    }

    /**
     * Starts a JWT bearer assertion grant (RFC 7523 section 2.1).
     *
     * <p>The assertion may be the only proof: with
     * {@link io.reactortoken.oauth2.auth.ClientAuthentication#none} no client id is needed.
     *
     * @param tokenUri the token endpoint
     * @param assertion a signed JWT, read before each request
     * @return a request without a client
     * @throws TokenConfigurationException if {@code tokenUri} is not a URI
     */
    public static TokenRequest jwtBearer(String tokenUri, SecretSource assertion) {
        return TokenRequest.of(TokenEndpointUri.parse(tokenUri), new JwtBearerGrant(assertion));
    }

    /**
     * Starts a JWT bearer assertion grant (RFC 7523 section 2.1).
     *
     * @param issuer the authorization server
     * @param assertion a signed JWT, read before each request
     * @return a request without a client
     */
    public static TokenRequest jwtBearer(Issuer issuer, SecretSource assertion) {
        return TokenRequest.of(issuer, new JwtBearerGrant(assertion));
    }
}

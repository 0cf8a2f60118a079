package io.reactortoken.oauth2;

import io.reactortoken.oauth2.auth.ClientAuthentication;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Where one request goes, and how its client authenticates there.
 *
 * @param uri the token endpoint
 * @param authentication what was configured, or what the server's metadata offers
 * @param issuer empty where the endpoint was configured
 * @param signingAlgorithms empty if the server does not say
 * @param scopes what the server offers; empty if it does not say
 */
record Endpoint(
        URI uri,
        ClientAuthentication authentication,
        Optional<String> issuer,
        Set<String> signingAlgorithms,
        Set<String> scopes) {

    static Endpoint of(URI uri, ClientAuthentication authentication) {
        return new Endpoint(uri, authentication, Optional.empty(), Set.of(), Set.of());
    }
}

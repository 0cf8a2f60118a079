package io.reactortoken.internal;

import io.reactortoken.AccessToken;
import java.net.URI;

/**
 * One request that is about to carry a token: one hop of one attempt.
 *
 * @param method as on the wire
 * @param uri where it goes; never shown, because a query may hold what it should not
 * @param attempt from 1
 * @param token what it carries
 * @since 0.1.0
 */
public record AuthorizedRequest(String method, URI uri, int attempt, AccessToken token) {

    /** Tells method, origin and attempt; neither the path nor the token. */
    @Override
    public String toString() {
        String origin = Origin.of(uri).map(Origin::toString).orElse("?");
        return "AuthorizedRequest[" + method + " " + origin + ", attempt " + attempt + "]";
    }
}

package io.reactortoken.internal;

import io.reactortoken.AccessToken;
import java.net.URI;
import java.util.function.Supplier;

/**
 * One request that is about to carry a token: one hop of one attempt.
 *
 * @param method as on the wire
 * @param target where it goes, read when somebody asks; never shown, because a query may hold what it should not
 * @param attempt from 1
 * @param token what it carries
 * @since 0.1.0
 */
public record AuthorizedRequest(String method, Supplier<URI> target, int attempt, AccessToken token) {

    /** {@return where it goes} */
    public URI uri() {
        return target.get();
    }

    /** Tells method, origin and attempt; neither the path nor the token. */
    @Override
    public String toString() {
        String origin = Origin.of(uri()).map(Origin::toString).orElse("?");
        return "AuthorizedRequest[" + method + " " + origin + ", attempt " + attempt + "]";
    }
}

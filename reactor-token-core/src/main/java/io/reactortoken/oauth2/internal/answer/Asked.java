package io.reactortoken.oauth2.internal.answer;

import io.reactortoken.oauth2.internal.body.Echo;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One request that was sent, as far as its answer is read by it and told of.
 *
 * @param client the registration id, as messages show it
 * @param endpoint where it was sent
 * @param request what it asked for
 * @param rules what an answer may look like
 * @param echo what was sent that must not be shown when it comes back
 * @param sentAt by our clock, never later than it was sent
 * @param repeated whether it is the second request, because the answer to the first one was lost
 * @since 0.1.0
 */
public record Asked(
        String client, URI endpoint, Request request, AnswerRules rules, Echo echo, Instant sentAt, boolean repeated) {

    /**
     * What a request asked for.
     *
     * @param grantType the grant's short name, for messages
     * @param method the client authentication method
     * @param credential what to check when the client is refused
     * @param parameters the names of all parameters with the lengths of their values
     * @param scopes what was requested
     * @param targets resources and audiences
     * @param offeredScopes what the server's metadata offers; empty if it does not say
     * @param scopePattern what a scope looks like at this server, as a regular expression; empty if nobody says
     * @since 0.1.0
     */
    public record Request(
            String grantType,
            String method,
            String credential,
            String parameters,
            Set<String> scopes,
            List<String> targets,
            Set<String> offeredScopes,
            String scopePattern) {}

    /** {@return scheme, host and port of the endpoint} */
    public String origin() {
        return origin(endpoint);
    }

    String path() {
        String path = endpoint.getRawPath();
        return path == null || path.isEmpty() ? "it has no path" : Echo.sanitise(path, 100);
    }

    /**
     * Returns scheme, host and port of a URI, for messages.
     *
     * @param uri any
     * @return without path, query and user info
     */
    public static String origin(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + (uri.getHost() == null ? "?" : uri.getHost()) + port;
    }
}

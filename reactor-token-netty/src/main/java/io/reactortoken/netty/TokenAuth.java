package io.reactortoken.netty;

import static java.util.Objects.requireNonNull;

import io.reactortoken.TokenSource;
import io.reactortoken.internal.Authorizer;
import io.reactortoken.internal.OriginAllowList;
import java.net.URI;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.netty.http.client.HttpClient;
import reactor.util.context.ContextView;

/**
 * Authorizes an {@link HttpClient}: each request carries a token, and a 401 is replayed once with a new one.
 *
 * <p>Immutable: every {@code allow} returns a new value, so that a base can be shared.
 *
 * <p>What it does to a request:
 * <ul>
 *   <li>The token is obtained before a connection is taken, and written when the request is, on each hop whose origin is
 *       allowed. A redirect to another origin carries none.
 *   <li>A request to an origin that is not allowed fails with a
 *       {@link io.reactortoken.TokenConfigurationException}, and is not sent.
 *   <li>A request whose client has an {@code Authorization} header already is left alone. (One that is set later, in
 *       {@code send((request, outbound) -> ..)}, replaces the token's.)
 *   <li>After a 401 which says that the token was refused, that very token is reported to its source, and another one
 *       asked for while the unread 401 is held. If there is one, the 401 is dropped (at most 64 KiB of it are read, for
 *       at most 250 ms) and the request sent once more. If there is none, or the request had a body, the caller gets the
 *       401 as it came, unread.
 * </ul>
 *
 * @since 0.1.0
 */
public final class TokenAuth {

    private final Function<? super ContextView, ? extends TokenSource> sources;
    private final OriginAllowList origins;

    private TokenAuth(Function<? super ContextView, ? extends TokenSource> sources, OriginAllowList origins) {
        this.sources = sources;
        this.origins = origins;
    }

    /**
     * Starts with one source for all requests.
     *
     * @param tokens asked once per request, so that it should be a cached one
     * @return a value that allows no origin yet
     */
    public static TokenAuth with(TokenSource tokens) {
        requireNonNull(tokens, "tokens");
        return resolving(context -> tokens);
    }

    /**
     * Starts with a source for each subscriber, for instance for its tenant.
     *
     * @param tokens called once per request with the subscriber's Context; must not block. What it throws is signalled
     * @return a value that allows no origin yet
     */
    public static TokenAuth resolving(Function<? super ContextView, ? extends TokenSource> tokens) {
        return new TokenAuth(requireNonNull(tokens, "tokens"), OriginAllowList.nobody());
    }

    /**
     * Allows an origin to see the token: exactly this scheme, host and port.
     *
     * @param origin for instance {@code https://api.example.com}; stands for {@code wss} too
     * @return a new value
     * @throws io.reactortoken.TokenConfigurationException if it is no origin, or a plaintext one
     */
    public TokenAuth allow(String origin) {
        return new TokenAuth(sources, origins.allow(origin));
    }

    /**
     * Allows the origins that a predicate recognises, for names that a load balancer hands out. Plaintext origins are
     * not among them; name those.
     *
     * @param origin gets scheme, host in lower case and port (unless it is 443) of a request, and nothing else of it
     * @return a new value
     */
    public TokenAuth allow(Predicate<? super URI> origin) {
        return new TokenAuth(sources, origins.allow(origin));
    }

    /**
     * Allows an origin without TLS: behind a service mesh that adds it, and in tests.
     *
     * @param origin for instance {@code http://127.0.0.1:8080}; stands for {@code ws} too
     * @return a new value
     * @throws io.reactortoken.TokenConfigurationException if it is no origin, or one with TLS
     */
    public TokenAuth allowPlaintext(String origin) {
        return new TokenAuth(sources, origins.allowPlaintext(origin));
    }

    /**
     * Returns an authorized client. Every terminal method of it is, {@code websocket()} included, and every client that
     * is derived from it.
     *
     * @param client not changed
     * @return a client on the same connections
     * @throws io.reactortoken.TokenConfigurationException if no origin was allowed
     */
    public HttpClient apply(HttpClient client) {
        TokenRules rules = new TokenRules(origins.requireSomebody(), Authorizer.bearer());
        AuthorizedExchange exchange = new AuthorizedExchange(sources, rules);
        return client.doOnConnect(rules::checkTarget)
                .doOnRequest(exchange::writeToken)
                .mapConnect(exchange::authorize);
    }

    @Override
    public String toString() {
        return "TokenAuth[" + origins + "]";
    }
}

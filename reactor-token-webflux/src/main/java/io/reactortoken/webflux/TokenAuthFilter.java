package io.reactortoken.webflux;

import static java.util.Objects.requireNonNull;

import io.reactortoken.TokenSource;
import io.reactortoken.internal.Authorizer;
import io.reactortoken.internal.OriginAllowList;
import java.net.URI;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import reactor.util.context.ContextView;

/**
 * Makes a filter that authorizes a WebClient: each request carries a token, and a 401 is replayed once with a new one.
 *
 * <p>Immutable: every {@code allow} returns a new value, so that a base can be shared. Add the filter last, closest to
 * the exchange, so that other filters do not see the 401 that is replayed.
 *
 * <p>What it does to a request:
 * <ul>
 *   <li>A request to an origin that is not allowed fails with a
 *       {@link io.reactortoken.TokenConfigurationException}, and is not sent; no token is asked for.
 *   <li>A request that has an {@code Authorization} header already is left alone.
 *   <li>After a 401 which says that the token was refused, that very token is reported to its source, and another one
 *       asked for while the unread 401 is held. If there is one, the 401 is dropped (at most 64 KiB of it are read, for
 *       at most 250 ms) and the request sent once more. If there is none, or the request had a body, the caller gets the
 *       401 as it came, unread.
 * </ul>
 *
 * <p>A filter does not see redirects. If the connector follows them, whatever it does with headers happens to the token
 * too; Reactor Netty takes it away when the origin changes.
 *
 * @since 0.1.0
 */
public final class TokenAuthFilter {

    private final Function<? super ContextView, ? extends TokenSource> sources;
    private final OriginAllowList origins;

    private TokenAuthFilter(Function<? super ContextView, ? extends TokenSource> sources, OriginAllowList origins) {
        this.sources = sources;
        this.origins = origins;
    }

    /**
     * Starts with one source for all requests.
     *
     * @param tokens asked once per request, so that it should be a cached one
     * @return a value that allows no origin yet
     */
    public static TokenAuthFilter with(TokenSource tokens) {
        requireNonNull(tokens, "tokens");
        return resolving(context -> tokens);
    }

    /**
     * Starts with a source for each subscriber, for instance for its tenant.
     *
     * @param tokens called once per request with the subscriber's Context; must not block. What it throws is signalled
     * @return a value that allows no origin yet
     */
    public static TokenAuthFilter resolving(Function<? super ContextView, ? extends TokenSource> tokens) {
        return new TokenAuthFilter(requireNonNull(tokens, "tokens"), OriginAllowList.nobody());
    }

    /**
     * Allows an origin to see the token: exactly this scheme, host and port.
     *
     * @param origin for instance {@code https://api.example.com}
     * @return a new value
     * @throws io.reactortoken.TokenConfigurationException if it is no origin, or a plaintext one
     */
    public TokenAuthFilter allow(String origin) {
        return new TokenAuthFilter(sources, origins.allow(origin));
    }

    /**
     * Allows the origins that a predicate recognises, for names that a load balancer hands out. Plaintext origins are
     * not among them; name those.
     *
     * @param origin gets scheme, host in lower case and port (unless it is 443) of a request, and nothing else of it
     * @return a new value
     */
    public TokenAuthFilter allow(Predicate<? super URI> origin) {
        return new TokenAuthFilter(sources, origins.allow(origin));
    }

    /**
     * Allows an origin without TLS: behind a service mesh that adds it, and in tests.
     *
     * @param origin for instance {@code http://127.0.0.1:8080}
     * @return a new value
     * @throws io.reactortoken.TokenConfigurationException if it is no origin, or one with TLS
     */
    public TokenAuthFilter allowPlaintext(String origin) {
        return new TokenAuthFilter(sources, origins.allowPlaintext(origin));
    }

    /**
     * Returns the filter.
     *
     * @return a filter without state; may be added to any number of clients
     * @throws io.reactortoken.TokenConfigurationException if no origin was allowed
     */
    public ExchangeFilterFunction build() {
        return new AuthorizedExchange(sources, origins.requireSomebody(), Authorizer.bearer());
    }

    @Override
    public String toString() {
        return "TokenAuthFilter[" + origins + "]";
    }
}

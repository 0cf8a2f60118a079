package io.reactortoken.webflux;

import static java.util.Objects.requireNonNull;

import io.reactortoken.TokenSource;
import io.reactortoken.http.Answer;
import io.reactortoken.internal.AuthSettings;
import io.reactortoken.internal.BodyReplay;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import reactor.util.context.ContextView;

/**
 * Makes a filter that authorizes a WebClient: each request carries a token, and a 401 is replayed once with a new one.
 *
 * <p>Immutable: every call returns a new value, so that a base can be shared. Add the filter last, closest to the
 * exchange, so that other filters do not see the 401 that is replayed.
 *
 * <p>What it does to a request:
 * <ul>
 *   <li>A request to an origin that is not allowed fails with a
 *       {@link io.reactortoken.TokenConfigurationException}, and is not sent; no token is asked for. See
 *       {@link #passForeignOrigins}.
 *   <li>A request that has an {@code Authorization} header already is left alone; see {@link #replaceAuthorization}. Of
 *       two filters of this kind, the first one's token is sent.
 *   <li>The token is obtained before the connector is called. It is looked at again, and written, when the connector
 *       writes the request. If a {@link io.reactortoken.CachedTokenSource} has dropped it meanwhile, the connection is
 *       given back and a new token awaited. It is never among the headers of the {@code ClientRequest}: filters behind
 *       this one, exceptions and log lines do not see it.
 *   <li>After a 401 which says that the token was refused, that very token is reported to its source, and another one
 *       asked for while the unread 401 is held. If there is one, the 401 is dropped (at most 64 KiB of it are read, for
 *       at most 250 ms; beyond that the connection is closed) and the request sent once more. If there is none, the
 *       caller gets the 401 as it came, unread.
 *   <li>A request whose body was sent, or begun, is replayed only where that is known to be safe: see
 *       {@link #repeatableBodies} and {@link #bufferBodies}. Otherwise its caller gets the 401. Either way an upload that
 *       still runs is cancelled.
 *   <li>If the replay fails, its error has the first answer's status as a suppressed exception.
 * </ul>
 *
 * <p>A filter does not see redirects. If the connector follows them, whatever it does with headers happens to the token
 * too; Reactor Netty takes it away when the origin changes.
 *
 * @since 0.1.0
 */
public final class TokenAuthFilter {

    private final AuthSettings settings;

    private TokenAuthFilter(AuthSettings settings) {
        this.settings = settings;
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
        return new TokenAuthFilter(AuthSettings.of(tokens));
    }

    /**
     * Allows an origin to see the token: exactly this scheme, host and port.
     *
     * @param origin for instance {@code https://api.example.com}
     * @return a new value
     * @throws io.reactortoken.TokenConfigurationException if it is no origin, or a plaintext one
     */
    public TokenAuthFilter allow(String origin) {
        return new TokenAuthFilter(settings.origins(origins -> origins.allow(origin)));
    }

    /**
     * Allows the origins that a predicate recognises, for names that a load balancer hands out. Plaintext origins are
     * not among them; name those.
     *
     * @param origin gets scheme, host in lower case and port (unless it is 443) of a request, and nothing else of it
     * @return a new value
     */
    public TokenAuthFilter allow(Predicate<? super URI> origin) {
        return new TokenAuthFilter(settings.origins(origins -> origins.allow(origin)));
    }

    /**
     * Allows an origin without TLS: behind a service mesh that adds it, and in tests.
     *
     * @param origin for instance {@code http://127.0.0.1:8080}
     * @return a new value
     * @throws io.reactortoken.TokenConfigurationException if it is no origin, or one with TLS
     */
    public TokenAuthFilter allowPlaintext(String origin) {
        return new TokenAuthFilter(settings.origins(origins -> origins.allowPlaintext(origin)));
    }

    /**
     * Sends requests to other origins, without a token. Default: they fail, because a token that is missing where it is
     * expected is harder to find than an error.
     *
     * @return a new value
     */
    public TokenAuthFilter passForeignOrigins() {
        return new TokenAuthFilter(settings.passingForeignOrigins());
    }

    /**
     * Replaces an {@code Authorization} header that is already there, for gateways which forward what they got. Default:
     * it is left alone.
     *
     * @return a new value
     */
    public TokenAuthFilter replaceAuthorization() {
        return new TokenAuthFilter(settings.replacingAuthorization());
    }

    /**
     * Adds answers which say that the token was refused, for APIs with habits of their own: a 403 with
     * {@code invalid_token}, or a 401 that asks for another scheme. Default: what RFC 6750 says, and a 401 without any
     * challenge.
     *
     * @param refusal whether an answer says that the token was refused; called on event loops, must not block. What it
     *     throws is signalled
     * @return a new value
     */
    public TokenAuthFilter refreshOn(Predicate<? super Answer> refusal) {
        return new TokenAuthFilter(settings.refreshOn(refusal));
    }

    /**
     * Signals the error of the token source when there is no new token after a 401. Default: the caller gets the 401 as
     * it came. Where the source returns the refused token once more, it does so in either case.
     *
     * @return a new value
     */
    public TokenAuthFilter signalTokenErrors() {
        return new TokenAuthFilter(settings.signallingTokenErrors());
    }

    /**
     * Promises that every body can be written again: a value, or a publisher that can be subscribed twice and emits the
     * same each time, in new buffers. If that turns out to be wrong, the caller gets the 401, unless it is longer than
     * 64 KiB.
     *
     * @return a new value
     */
    public TokenAuthFilter repeatableBodies() {
        return new TokenAuthFilter(settings.bodies(BodyReplay.REPEATABLE));
    }

    /**
     * Remembers the encoded bodies while they are sent, so that any body can be sent again.
     *
     * @param maxBytes the memory that a request may take; a longer body is sent, but not replayed
     * @return a new value
     * @throws IllegalArgumentException if {@code maxBytes} is less than 1
     */
    public TokenAuthFilter bufferBodies(int maxBytes) {
        return new TokenAuthFilter(settings.bodies(BodyReplay.buffered(maxBytes)));
    }

    /**
     * Makes the promise of {@link #repeatableBodies} for one request:
     * {@code web.post().attributes(TokenAuthFilter.repeatableBody())}.
     *
     * @return sets an attribute
     */
    public static Consumer<Map<String, Object>> repeatableBody() {
        return attributes -> attributes.put(BodyReplay.class.getName(), BodyReplay.REPEATABLE);
    }

    /**
     * Remembers the body of one request, as {@link #bufferBodies} does:
     * {@code web.post().attributes(TokenAuthFilter.bufferedBody(64 * 1024))}.
     *
     * @param maxBytes the memory that the request may take; a longer body is sent, but not replayed
     * @return sets an attribute
     * @throws IllegalArgumentException if {@code maxBytes} is less than 1
     */
    public static Consumer<Map<String, Object>> bufferedBody(int maxBytes) {
        BodyReplay policy = BodyReplay.buffered(maxBytes);
        return attributes -> attributes.put(BodyReplay.class.getName(), policy);
    }

    /**
     * Returns the filter.
     *
     * @return a filter without state of any request; may be added to any number of clients
     * @throws io.reactortoken.TokenConfigurationException if no origin was allowed
     */
    public ExchangeFilterFunction build() {
        settings.origins().requireSomebody();
        return new AuthorizedFilter(settings);
    }

    @Override
    public String toString() {
        return "TokenAuthFilter[" + settings + "]";
    }
}

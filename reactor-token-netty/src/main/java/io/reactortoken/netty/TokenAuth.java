package io.reactortoken.netty;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.reactortoken.TokenSource;
import io.reactortoken.http.Answer;
import io.reactortoken.internal.AuthSettings;
import io.reactortoken.internal.BodyReplay;
import java.net.URI;
import java.util.function.Function;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;
import reactor.netty.http.client.HttpClient;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Authorizes an {@link HttpClient}: each request carries a token, and a 401 is replayed once with a new one.
 *
 * <p>Immutable: every call returns a new value, so that a base can be shared.
 *
 * <p>What it does to a request:
 * <ul>
 *   <li>The token is obtained before a connection is taken. It is looked at again, and written, when the request is, on
 *       each hop whose origin is allowed. If a {@link io.reactortoken.CachedTokenSource} has dropped it meanwhile, the
 *       connection is given back and a new token awaited. A hop to any other origin carries none.
 *   <li>A request to an origin that is not allowed fails with a
 *       {@link io.reactortoken.TokenConfigurationException}, and is not sent; see {@link #passForeignOrigins}.
 *   <li>A request whose client has an {@code Authorization} header already is left alone; see
 *       {@link #replaceAuthorization}. (One that is set later, in {@code send((request, outbound) -> ..)}, replaces the
 *       token's.)
 *   <li>After a 401 which says that the token was refused, that very token is reported to its source, and another one
 *       asked for while the unread 401 is held. If there is one, the 401 is dropped (at most 64 KiB of it are read, for
 *       at most 250 ms; beyond that the connection is closed) and the request sent once more. If there is none, the
 *       caller gets the 401 as it came, unread.
 *   <li>A request that had a body is replayed only where that is known to be safe: see {@link #repeatableBodies},
 *       {@link #repeatableBody} and {@link #buffered}. Otherwise its caller gets the 401.
 *   <li>If the replay fails, its error has the first answer's status as a suppressed exception.
 * </ul>
 *
 * @since 0.1.0
 */
public final class TokenAuth {

    private final AuthSettings settings;

    private TokenAuth(AuthSettings settings) {
        this.settings = settings;
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
        return new TokenAuth(AuthSettings.of(tokens));
    }

    /**
     * Allows an origin to see the token: exactly this scheme, host and port.
     *
     * @param origin for instance {@code https://api.example.com}; stands for {@code wss} too
     * @return a new value
     * @throws io.reactortoken.TokenConfigurationException if it is no origin, or a plaintext one
     */
    public TokenAuth allow(String origin) {
        return new TokenAuth(settings.origins(origins -> origins.allow(origin)));
    }

    /**
     * Allows the origins that a predicate recognises, for names that a load balancer hands out. Plaintext origins are
     * not among them; name those.
     *
     * @param origin gets scheme, host in lower case and port (unless it is 443) of a request, and nothing else of it
     * @return a new value
     */
    public TokenAuth allow(Predicate<? super URI> origin) {
        return new TokenAuth(settings.origins(origins -> origins.allow(origin)));
    }

    /**
     * Allows an origin without TLS: behind a service mesh that adds it, and in tests.
     *
     * @param origin for instance {@code http://127.0.0.1:8080}; stands for {@code ws} too
     * @return a new value
     * @throws io.reactortoken.TokenConfigurationException if it is no origin, or one with TLS
     */
    public TokenAuth allowPlaintext(String origin) {
        return new TokenAuth(settings.origins(origins -> origins.allowPlaintext(origin)));
    }

    /**
     * Sends requests to other origins, without a token. Default: they fail, because a token that is missing where it is
     * expected is harder to find than an error.
     *
     * @return a new value
     */
    public TokenAuth passForeignOrigins() {
        return new TokenAuth(settings.passingForeignOrigins());
    }

    /**
     * Replaces an {@code Authorization} header that the client has, for gateways which forward what they got. Default: it
     * is left alone. One that a handler sets in {@code send(..)} is left alone either way.
     *
     * @return a new value
     */
    public TokenAuth replaceAuthorization() {
        return new TokenAuth(settings.replacingAuthorization());
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
    public TokenAuth refreshOn(Predicate<? super Answer> refusal) {
        return new TokenAuth(settings.refreshOn(refusal));
    }

    /**
     * Signals the error of the token source when there is no new token after a 401. Default: the caller gets the 401 as
     * it came. Where the source returns the refused token once more, it does so in either case.
     *
     * @return a new value
     */
    public TokenAuth signalTokenErrors() {
        return new TokenAuth(settings.signallingTokenErrors());
    }

    /**
     * Promises that every body of the client can be sent again: its publisher can be subscribed twice and emits the same
     * bytes in new buffers each time, and what {@code send((request, outbound) -> ..)} or {@code sendForm(..)} does can be
     * done again. A buffer that was sent is empty; a replay with it would be an authenticated request without a body.
     *
     * @return a new value
     */
    public TokenAuth repeatableBodies() {
        return new TokenAuth(settings.bodies(BodyReplay.REPEATABLE));
    }

    /**
     * Makes the promise of {@link #repeatableBodies} for one request:
     * {@code request.contextWrite(TokenAuth.repeatableBody())}.
     *
     * @return a change of the subscriber's Context
     */
    public static Function<Context, Context> repeatableBody() {
        return context -> context.put(BodyReplay.class, BodyReplay.REPEATABLE);
    }

    /**
     * Remembers the whole body of one request while it is sent, so that it can be sent again:
     * {@code client.post().uri(..).send(TokenAuth.buffered(body, 64 * 1024))}.
     *
     * <p>Subscribes to {@code body} when the request is sent, and not again for the replay. Signals what {@code body}
     * does, and a copy of it in the replay. Cancelling cancels {@code body}. Signals arrive on the threads of
     * {@code body}, in the replay on the event loop.
     *
     * @param body the whole body; a {@code Mono} stays one
     * @param maxBytes the memory that a request may take; a longer body is sent, but not replayed
     * @return a publisher for {@code send(..)} of a client that was authorized; with another one it is {@code body}
     * @throws IllegalArgumentException if {@code maxBytes} is less than 1
     */
    public static Publisher<ByteBuf> buffered(Publisher<? extends ByteBuf> body, int maxBytes) {
        requireNonNull(body, "body");
        return BodyMemory.remembered(body, BodyReplay.buffered(maxBytes).buffer());
    }

    /**
     * Returns an authorized client. Every terminal method of it is, {@code websocket()} included, and every client that
     * is derived from it. A client with a wiretap, which prints tokens, is warned of in the log.
     *
     * @param client not changed
     * @return a client on the same connections
     * @throws io.reactortoken.TokenConfigurationException if no origin was allowed
     */
    public HttpClient apply(HttpClient client) {
        settings.origins().requireSomebody();
        AuthorizedConnect authorized = new AuthorizedConnect(settings);
        authorized.warnOfWiretap(client.configuration());
        return client.doOnConnect(authorized::checkTarget)
                .doOnRequest(authorized::writeToken)
                .mapConnect(authorized::authorize);
    }

    @Override
    public String toString() {
        return "TokenAuth[" + settings + "]";
    }
}

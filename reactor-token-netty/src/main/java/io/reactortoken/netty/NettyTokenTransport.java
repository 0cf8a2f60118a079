package io.reactortoken.netty;

import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenUnavailableException;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Carries token requests on Reactor Netty: one POST, on connections of its own, never redirected, never sent again by
 * the client below, never logged.
 *
 * <p>By default each request has a connection of its own, so that there is nothing to close, and no answer that a
 * connection may still hold from another one. With {@link NettyTokenTransportBuilder#keepAlive} there is a small pool,
 * and the transport must be closed.
 *
 * <p>No proxy is used, unless one is given or asked for: Java does not know {@code HTTPS_PROXY}.
 *
 * @since 0.1.0
 */
public final class NettyTokenTransport implements TokenTransport, Disposable, AutoCloseable {

    private final TransportSettings settings;
    private final Generations generations;

    private volatile boolean disposed;

    NettyTokenTransport(TransportSettings settings) {
        this.settings = settings;
        this.generations = new Generations(settings);
    }

    /**
     * Returns a transport with the defaults.
     *
     * @return a new transport that need not be closed
     */
    public static NettyTokenTransport create() {
        return builder().build();
    }

    /**
     * Starts with the defaults.
     *
     * @return a builder, each call of which returns a new one
     */
    public static NettyTokenTransportBuilder builder() {
        return new NettyTokenTransportBuilder();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Ends in any case when {@link NettyTokenTransportBuilder#deadline} is over. Signals arrive on an event loop, or
     * on a thread of {@code Schedulers.parallel()} when the deadline is over. After {@link #dispose()} it signals a
     * {@link TokenUnavailableException}.
     */
    @Override
    public Mono<TransportResponse> exchange(TransportRequest request) {
        return Mono.defer(() -> disposed
                ? Mono.error(closed())
                : generations.use(request, clients -> {
                    Optional<TokenProxy> proxy = settings.proxies().route(request.uri());
                    return new TransportExchange(request, settings.limits(), proxy).over(clients);
                }));
    }

    @Override
    public Map<String, String> facts(URI uri) {
        return Map.of(
                "proxy",
                settings.proxies().route(uri).map(TokenProxy::address).orElse("none"),
                "trust",
                settings.trust().description(),
                "timeouts",
                settings.limits().description());
    }

    private static TokenUnavailableException closed() {
        TokenFailure failure = TokenFailure.of(Code.CLS, "the token transport is closed")
                .hint("H-CLOSED", "it was closed before the token source that uses it");
        return TokenUnavailableException.of(failure, null);
    }

    /** Closes the pool, if there is one, with the connections in it. Requests that run may fail. */
    @Override
    public void dispose() {
        disposed = true;
        generations.dispose();
    }

    @Override
    public boolean isDisposed() {
        return disposed;
    }

    /** The same as {@link #dispose()}; throws nothing. */
    @Override
    public void close() {
        dispose();
    }
}

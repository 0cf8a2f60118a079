package io.reactortoken.netty;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenUnavailableException;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * Carries token requests on Reactor Netty: one POST, on connections of its own, never redirected, never sent again by
 * the client below, never logged.
 *
 * <p>By default each request has a connection of its own, so that there is nothing to close, and no answer that a
 * connection may still hold from another one. With {@link NettyTokenTransportBuilder#keepAlive} there is a small pool,
 * and the transport must be closed.
 *
 * <p>Proxies of the environment are not used.
 *
 * @since 0.1.0
 */
public final class NettyTokenTransport implements TokenTransport, Disposable, AutoCloseable {

    private static final int FIRST_FINAL_STATUS = 200;

    private final ConnectionProvider connections;
    private final HttpClient client;
    private final TransportLimits limits;

    private volatile boolean disposed;

    NettyTokenTransport(ConnectionProvider connections, HttpClient client, TransportLimits limits) {
        this.connections = connections;
        this.client = client;
        this.limits = limits;
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
        return Mono.defer(() -> disposed ? Mono.error(closed()) : send(request))
                .timeout(limits.deadline())
                .onErrorMap(error -> NoAnswer.classify(error, request.uri(), limits));
    }

    private Mono<TransportResponse> send(TransportRequest request) {
        return client.post()
                .uri(request.uri())
                .send((hop, outbound) -> write(request, hop, outbound))
                .response((response, body) -> read(response, body))
                .single();
    }

    /**
     * Headers through the request, because it validates values and the client's configuration does not; the body as a
     * mono, because a flux would be sent in chunks, without a Content-Length.
     */
    private static Publisher<Void> write(TransportRequest request, HttpClientRequest hop, NettyOutbound outbound) {
        request.headers().forEach(hop::header);
        return outbound.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(request.body())));
    }

    /** As byte arrays: the client's own aggregation knows no limit, and loses a buffer when it is cancelled. */
    private Mono<TransportResponse> read(HttpClientResponse response, ByteBufFlux body) {
        int status = response.status().code();
        if (status < FIRST_FINAL_STATUS) {
            return Mono.error(NoAnswer.unexpected("answered HTTP " + status + " and nothing after it"));
        }
        return body.asByteArray()
                .collect(() -> new BoundedBody(limits.maxBody()), BoundedBody::add)
                .map(bytes -> new TransportResponse(status, headers(response.responseHeaders()), bytes.toByteArray()));
    }

    private static Map<String, List<String>> headers(HttpHeaders received) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        received.names().forEach(name -> headers.put(name, received.getAll(name)));
        return headers;
    }

    private static TokenUnavailableException closed() {
        TokenFailure failure = TokenFailure.of(Code.CLS, "the token transport is closed")
                .hint("H-CLOSED", "it was closed before the token source that uses it");
        return TokenUnavailableException.of(failure, null);
    }

    static HttpClient client(ConnectionProvider connections) {
        return HttpClient.create(connections)
                .followRedirect(false)
                .disableRetry(true)
                // RFC 9110 section 10.1.5; firewalls refuse requests without one
                .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, "reactor-token"));
    }

    /** Closes the pool, if there is one, with the connections in it. Requests that run may fail. */
    @Override
    public void dispose() {
        disposed = true;
        connections.dispose();
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

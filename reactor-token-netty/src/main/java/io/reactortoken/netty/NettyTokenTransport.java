package io.reactortoken.netty;

import io.netty.buffer.Unpooled;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenUnavailableException;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.util.concurrent.atomic.AtomicBoolean;
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
        return Mono.defer(() -> {
            AtomicBoolean answered = new AtomicBoolean();
            return (disposed ? Mono.<TransportResponse>error(closed()) : send(request, answered))
                    .timeout(limits.deadline())
                    .onErrorMap(error -> NoAnswer.classify(error, request.uri(), limits, answered.get()));
        });
    }

    private Mono<TransportResponse> send(TransportRequest request, AtomicBoolean answered) {
        return client.post()
                .uri(request.uri())
                .send((hop, outbound) -> write(request, hop, outbound))
                .response((response, body) -> {
                    answered.set(true);
                    return read(response, body);
                })
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
        ResponseHead head = new ResponseHead(response);
        return head.refusal(limits.maxBody())
                .map(Mono::<TransportResponse>error)
                .orElseGet(() -> {
                    Mono<byte[]> bytes = head.isEncoded() ? Mono.just(new byte[0]) : bytes(body);
                    return bytes.map(read -> new TransportResponse(head.status(), head.headers(), read));
                });
    }

    private Mono<byte[]> bytes(ByteBufFlux body) {
        return body.asByteArray()
                .collect(() -> new BoundedBody(limits.maxBody()), BoundedBody::add)
                .map(BoundedBody::toByteArray);
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

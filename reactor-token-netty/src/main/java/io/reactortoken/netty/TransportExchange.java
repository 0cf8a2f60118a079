package io.reactortoken.netty;

import io.netty.handler.codec.http.HttpMethod;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;

/** One attempt: one request, and one answer or the reason why there is none. */
final class TransportExchange {

    private final TransportRequest request;
    private final TransportLimits limits;
    private final Optional<TokenProxy> proxy;

    private volatile boolean answered;

    TransportExchange(TransportRequest request, TransportLimits limits, Optional<TokenProxy> proxy) {
        this.request = request;
        this.limits = limits;
        this.proxy = proxy;
    }

    /** Not to be subscribed twice. */
    Mono<TransportResponse> over(RoutedClients clients) {
        return AfterCancel.silenceOf(clients.through(proxy).flatMap(this::send))
                .timeout(limits.deadline())
                .onErrorMap(error -> NoAnswer.classify(error, this));
    }

    private Mono<TransportResponse> send(HttpClient client) {
        return client.request(HttpMethod.valueOf(request.method()))
                .uri(request.uri())
                .send((hop, outbound) -> write(hop, outbound))
                .response((response, body) -> {
                    answered = true;
                    return read(response, body);
                })
                .single();
    }

    /**
     * Headers through the request, because it validates values and the client's configuration does not; the body as a
     * mono, because a flux would be sent in chunks, without a Content-Length.
     */
    private Publisher<Void> write(HttpClientRequest hop, NettyOutbound outbound) {
        request.headers().forEach(hop::header);
        if (request.method().equals("GET")) {
            return outbound;
        }
        return outbound.send(Mono.fromSupplier(() -> WipedBuffer.of(request.body())));
    }

    private Mono<TransportResponse> read(HttpClientResponse response, ByteBufFlux body) {
        ResponseHead head = new ResponseHead(response);
        return head.refusal(limits.maxBody())
                .map(Mono::<TransportResponse>error)
                .orElseGet(() -> {
                    Mono<byte[]> bytes = head.isEncoded() ? Mono.just(new byte[0]) : bytes(body);
                    return bytes.map(read -> new TransportResponse(head.status(), head.headers(), read));
                });
    }

    /** The client's own aggregation knows no limit, and loses a buffer when it is cancelled. It releases what it emits. */
    private Mono<byte[]> bytes(ByteBufFlux body) {
        return Mono.defer(() -> {
            BoundedBody read = new BoundedBody(limits.maxBody());
            // an error that an operator throws would be told to Hooks.onOperatorError
            return body.takeUntil(more -> !read.add(more)).then(Mono.defer(read::bytes));
        });
    }

    TransportRequest request() {
        return request;
    }

    TransportLimits limits() {
        return limits;
    }

    Optional<TokenProxy> proxy() {
        return proxy;
    }

    /** {@return whether the headers of an answer have arrived} */
    boolean answered() {
        return answered;
    }
}

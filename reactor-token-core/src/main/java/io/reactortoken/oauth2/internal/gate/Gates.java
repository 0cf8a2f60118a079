package io.reactortoken.oauth2.internal.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reactortoken.internal.Origin;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;

/**
 * Bounds how many requests are on their way to one origin at the same time, over all transports that it was laid upon.
 *
 * @since 0.1.0
 */
public final class Gates {

    private final int permits;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** A gate lives as long as somebody is in it or waits before it. */
    private final Cache<String, Gate> byOrigin =
            Caffeine.newBuilder().weakValues().build();

    /**
     * Makes gates without anybody in them.
     *
     * @param permits how many may be on their way to one origin
     */
    public Gates(int permits) {
        this.permits = permits;
    }

    /**
     * Returns a transport whose requests wait for their turn. A wait ends with the request's cancel.
     *
     * @param transport what carries them
     * @return a transport through these gates
     */
    public TokenTransport over(TokenTransport transport) {
        return request -> Mono.<Turn>create(sink -> {
                    Gate gate = gateTo(request.uri());
                    Turn turn = new Turn(gate, sink);
                    sink.onCancel(turn::release);
                    gate.enter(turn);
                })
                .flatMap(turn -> exchange(transport, request, turn));
    }

    /** Lets nobody in any more. Who waits is left to wait for its cancel. */
    public void close() {
        closed.set(true);
    }

    /** The permit is given back before the answer is passed on: who reads it may take long, or ask for another one. */
    private static Mono<TransportResponse> exchange(TokenTransport transport, TransportRequest request, Turn turn) {
        return new GuardedExchange(Mono.defer(() -> begin(transport, request)), turn)
                .doOnTerminate(turn::release)
                .doFinally(signal -> turn.release()) // a cancel has reached the transport by then
                // it may begin on the thread of another one who left: this hides that one's ThreadLocals
                .contextWrite(own -> own);
    }

    /** What is thrown here is thrown at whoever left last, and not at who asked: told as a signal, all of it. */
    private static Mono<TransportResponse> begin(TokenTransport transport, TransportRequest request) {
        try {
            return transport.exchange(request);
        } catch (Throwable thrown) {
            return Mono.error(thrown);
        }
    }

    private Gate gateTo(URI uri) {
        String origin = Origin.of(uri).map(Origin::toString).orElse("");
        return byOrigin.get(origin, unknown -> new Gate(permits, closed::get));
    }
}

package io.reactortoken.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.reactortoken.internal.HeldAnswer;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

/** A response on its connection, unread. */
final class HeldResponse extends HeldAnswer<Connection> {

    private static final int MAX_DRAINED_BYTES = 64 * 1024;
    private static final Duration MAX_DRAIN_TIME = Duration.ofMillis(250);

    private final Connection connection;
    private final EventLoop eventLoop;

    /** Called on the event loop, as soon as the response's head is there. */
    HeldResponse(Connection connection, HttpClientResponse response) {
        super(response.status().code());
        this.connection = connection;
        // now, because a short response ends while it is held, and its connection has no channel from then on
        this.eventLoop = connection.channel().eventLoop();
    }

    @Override
    protected Mono<Void> turn() {
        return Mono.create(sink -> eventLoop.execute(sink::success));
    }

    @Override
    protected Mono<Connection> passed() {
        return Mono.just(connection);
    }

    @Override
    protected int status(Connection response) {
        return response instanceof HttpClientResponse http ? http.status().code() : 0;
    }

    /**
     * Reads little and briefly, so that the connection can be used again; where that is not enough, the cancellation
     * closes it, or resets the stream.
     *
     * <p>An error closes the connection too: a body that cannot be decoded ends its receiver, and not the exchange.
     *
     * <p>Mapped to a number first: {@code then()} would hand the buffer to the caller's discard hook, which releases it
     * once more. And one turn of the event loop later, because the last bytes are signalled before the connection goes
     * back to the pool, and the replay must not come to wait for its own connection.
     */
    @Override
    protected Mono<Void> drained() {
        return Mono.defer(() -> {
            int[] read = {0};
            return connection
                    .inbound()
                    .receive()
                    .map(ByteBuf::readableBytes)
                    .takeUntil(bytes -> (read[0] += bytes) > MAX_DRAINED_BYTES)
                    .then()
                    .timeout(MAX_DRAIN_TIME, Mono.empty())
                    .onErrorResume(unreadable -> Mono.fromRunnable(connection::dispose))
                    .then(turn());
        });
    }
}

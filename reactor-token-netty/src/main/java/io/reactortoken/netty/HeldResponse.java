package io.reactortoken.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.reactortoken.AccessToken;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/**
 * A response that nobody has read yet, and that either its caller gets as it came, or nobody.
 */
final class HeldResponse {

    private static final int MAX_DRAINED_BYTES = 64 * 1024;
    private static final Duration MAX_DRAIN_TIME = Duration.ofMillis(250);

    private final Connection connection;
    private final EventLoop eventLoop;
    private final AtomicBoolean held = new AtomicBoolean(true);

    /** Called on the event loop, as soon as the response's head is there. */
    HeldResponse(Connection connection) {
        this.connection = connection;
        // now, because a short response ends while it is held, and its connection has no channel from then on
        this.eventLoop = connection.channel().eventLoop();
    }

    /**
     * Waits for a token. If there is one, drops this response and replays; if there is none, gives this response out on
     * its own event loop, where its caller would have got it without us.
     *
     * <p>Whoever cancels the wait would leave a connection that nobody owns, so it is drained then, too.
     */
    Mono<Connection> replacedBy(Mono<AccessToken> token, Function<AccessToken, Mono<Connection>> replay) {
        return token.singleOptional()
                .flatMap(renewed -> renewed.map(another -> dropped().then(Mono.defer(() -> replay.apply(another))))
                        .orElseGet(this::givenOut))
                .doOnCancel(() -> dropped().subscribe());
    }

    private Mono<Void> dropped() {
        return Mono.defer(() -> takeOver() ? drain() : Mono.empty());
    }

    private Mono<Connection> givenOut() {
        return nextTurn().then(Mono.defer(() -> takeOver() ? Mono.just(connection) : Mono.empty()));
    }

    /** One of three: the replay, the caller, the cancellation. The last one may come at any time, and again. */
    private boolean takeOver() {
        return held.compareAndSet(true, false);
    }

    /**
     * Reads little and briefly, so that the connection can be used again; where that is not enough, the cancellation
     * closes it, or resets the stream.
     *
     * <p>Mapped to a number first: {@code then()} would hand the buffer to the caller's discard hook, which releases it
     * once more. And one turn of the event loop later, because the last bytes are signalled before the connection goes
     * back to the pool, and the replay must not come to wait for its own connection.
     */
    private Mono<Void> drain() {
        return Mono.defer(() -> {
            int[] read = {0};
            return connection
                    .inbound()
                    .receive()
                    .map(ByteBuf::readableBytes)
                    .takeUntil(bytes -> (read[0] += bytes) > MAX_DRAINED_BYTES)
                    .then()
                    .timeout(MAX_DRAIN_TIME)
                    .onErrorComplete()
                    .then(nextTurn());
        });
    }

    private Mono<Void> nextTurn() {
        return Mono.create(sink -> eventLoop.execute(sink::success));
    }
}

package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/** RS-53 on HTTP/2, step by step; the storms show it with a client. */
class StreamGuardTest {

    private final StreamGuard guard = new StreamGuard();
    private final EmbeddedChannel socket = new EmbeddedChannel();
    private final AtomicInteger closed = new AtomicInteger();
    private final Connection connection = () -> socket;

    /** A stream on the event loop of the socket. */
    private Channel stream() {
        return (Channel) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Http2StreamChannel.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        closed.incrementAndGet();
                        return socket.newSucceededFuture();
                    }
                    return method.invoke(socket, arguments);
                });
    }

    private int closedStreams() {
        socket.runPendingTasks();
        return closed.get();
    }

    @Test
    @DisplayName("RS-53: a stream is closed when its caller cancels before the answer")
    void cancelledWhileWaiting() {
        Disposable caller = guard.watch(Mono.never()).subscribe();
        guard.written(stream());
        assertThat(closedStreams()).isZero();

        caller.dispose();

        assertThat(closedStreams()).isEqualTo(1);
    }

    @Test
    @DisplayName("RS-53: a stream whose request is written after the cancel is closed")
    void writtenAfterTheCancel() {
        guard.watch(Mono.never()).subscribe().dispose();

        guard.written(stream());

        assertThat(closedStreams()).isEqualTo(1);
    }

    @Test
    @DisplayName("RS-53: a stream that its caller has is the caller's, also when the exchange is cancelled then")
    void handedOver() {
        guard.written(stream());

        guard.watch(Mono.just(connection)).flux().next().block();
        guard.watch(Mono.just(connection))
                .flatMap(taken -> Mono.never())
                .subscribe()
                .dispose();

        assertThat(closedStreams()).isZero();
    }

    @Test
    @DisplayName("RS-53: a connection of HTTP/1.1 is not touched, it may serve somebody else")
    void anotherProtocol() {
        guard.written(socket);

        guard.watch(Mono.never()).subscribe().dispose();
        socket.runPendingTasks();

        assertThat(socket.isOpen()).isTrue();
    }
}

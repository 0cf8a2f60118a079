package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RS-53 on HTTP/2, step by step; the storms show it with a client. */
class StreamGuardTest {

    private final StreamGuard guard = new StreamGuard();
    private final EmbeddedChannel socket = new EmbeddedChannel();
    private final AtomicInteger closed = new AtomicInteger();

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
        guard.written(stream());
        assertThat(closedStreams()).isZero();

        guard.cancel();

        assertThat(closedStreams()).isEqualTo(1);
    }

    @Test
    @DisplayName("RS-53: a stream whose request is written after the cancel is closed")
    void writtenAfterTheCancel() {
        guard.cancel();

        guard.written(stream());

        assertThat(closedStreams()).isEqualTo(1);
    }

    @Test
    @DisplayName("RS-53: a stream that its caller has is the caller's, also when the exchange is cancelled then")
    void handedOver() {
        guard.written(stream());

        guard.handOver();
        guard.cancel();

        assertThat(closedStreams()).isZero();
    }

    @Test
    @DisplayName("RS-53: a connection of HTTP/1.1 is not touched, it may serve somebody else")
    void anotherProtocol() {
        guard.written(stream());
        guard.written(socket);

        guard.cancel();
        socket.runPendingTasks();

        assertThat(socket.isOpen()).isTrue();
        assertThat(closedStreams()).isZero();
    }
}

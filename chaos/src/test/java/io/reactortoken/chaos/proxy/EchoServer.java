package io.reactortoken.chaos.proxy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

/** Sends back what it gets, and keeps a copy. */
final class EchoServer implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Duration TICK = Duration.ofMillis(10);

    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final DisposableServer server = TcpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((in, out) -> out.send(
                    in.receive().retain().doOnNext(bytes -> received.add(bytes.toString(StandardCharsets.ISO_8859_1)))))
            .bindNow(BOUND);

    int port() {
        return server.port();
    }

    String received() {
        return String.join("", received);
    }

    /** {@return what it got, when it has got so much} */
    String awaitReceived(int length) {
        Flux.interval(TICK).filter(tick -> received().length() >= length).blockFirst(BOUND);
        return received();
    }

    @Override
    public void close() {
        server.disposeNow(BOUND);
    }
}

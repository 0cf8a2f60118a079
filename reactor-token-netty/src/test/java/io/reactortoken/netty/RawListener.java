package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

/** A server that keeps every byte it is sent, and gives one answer to each request. */
final class RawListener implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final DisposableServer server;

    private RawListener(String answer) {
        this.server = TcpServer.create()
                .host("127.0.0.1")
                .handle((in, out) -> in.receive().asString(ISO_8859_1).concatMap(bytes -> {
                    received.add(bytes);
                    return bytes.endsWith("\r\n\r\n")
                            ? out.sendString(Mono.just(answer), ISO_8859_1).then()
                            : Mono.empty();
                }))
                .bindNow(BOUND);
    }

    static RawListener answering401() {
        return new RawListener(answer("401 Unauthorized", "WWW-Authenticate: Bearer error=\"invalid_token\""));
    }

    static RawListener redirectingTo(String location) {
        return new RawListener(answer("302 Found", "Location: " + location));
    }

    private static String answer(String status, String header) {
        return String.join("\r\n", "HTTP/1.1 " + status, header, "Content-Length: 0", "", "");
    }

    int port() {
        return server.port();
    }

    String received() {
        return String.join("", received);
    }

    @Override
    public void close() {
        server.disposeNow(BOUND);
    }
}

package io.reactortoken.netty;

import static io.reactortoken.netty.NettyTokenTransportTest.CANARY;
import static io.reactortoken.netty.NettyTokenTransportTest.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenTransportException;
import io.reactortoken.transport.TransportRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.TcpServer;

class NoAnswerTest {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TransportRequest request() {
        return NettyTokenTransportTest.request(server.url("/token?tenant=a").uri());
    }

    private static MockResponse.Builder answer(int status) {
        return new MockResponse.Builder().code(status);
    }

    @Test
    @DisplayName("TE-184 a byte now and then does not outlive the deadline")
    void deadlineEndsATrickle() {
        DisposableServer trickle = HttpServer.create()
                .host("127.0.0.1")
                .handle((in, out) -> out.send(
                        Flux.interval(Duration.ofMillis(50))
                                .map(n -> Unpooled.buffer(1).writeByte(0)),
                        Objects::nonNull))
                .bindNow(BOUND);
        try {
            NettyTokenTransport transport = NettyTokenTransport.builder()
                    .responseTimeout(Duration.ofMillis(200))
                    .deadline(Duration.ofMillis(600))
                    .build();

            TokenException late = failureOf(
                    transport, NettyTokenTransportTest.request(URI.create("http://127.0.0.1:" + trickle.port())));

            assertThat(late.code()).isEqualTo(Code.TMO);
            assertThat(late.retryable()).isTrue();
            assertThat(late).hasMessageContaining("timeout: no complete answer within 600 ms");
        } finally {
            trickle.disposeNow(BOUND);
        }
    }

    @Test
    @DisplayName("TE-182, TE-183 silence ends by the response timeout")
    void silenceTimesOut() {
        server.enqueue(answer(200).headersDelay(30, TimeUnit.SECONDS).build());
        NettyTokenTransport transport = NettyTokenTransport.builder()
                .responseTimeout(Duration.ofMillis(200))
                .build();

        TokenException late = failureOf(transport, request());

        assertThat(late.code()).isEqualTo(Code.TMO);
        assertThat(late.retryable()).isTrue();
        assertThat(late).hasMessageContaining("timeout: silence for 200 ms");
    }

    @Test
    @DisplayName("TE-170 unknown host")
    void unknownHost() {
        NettyTokenTransport transport = NettyTokenTransport.builder()
                .client(client -> client.resolver(new FailingResolver()))
                .build();

        TokenException unknown =
                failureOf(transport, NettyTokenTransportTest.request(URI.create("https://id.nowhere.example/token")));

        assertThat(unknown).isInstanceOf(TokenTransportException.class);
        assertThat(unknown.code()).isEqualTo(Code.NET);
        assertThat(unknown.retryable()).isTrue();
        assertThat(unknown)
                .hasMessageContaining("unknown host")
                .hasMessageContaining("as=https://id.nowhere.example")
                .hasMessageContaining("[H-DNS]");
    }

    @Test
    @DisplayName("NET/CONNECT connection refused")
    void refusedPort() {
        URI uri = server.url("/token").uri();
        server.close();

        TokenException refused = failureOf(NettyTokenTransport.create(), NettyTokenTransportTest.request(uri));

        assertThat(refused.code()).isEqualTo(Code.NET);
        assertThat(refused.retryable()).isTrue();
        assertThat(refused).hasMessageContaining("connection refused").hasMessageContaining("[H-PROXY]");
    }

    @Test
    @DisplayName("TE-176, TE-177 a connection that ends before the answer does is sent by us once, and may be retried")
    void earlyClose() {
        server.enqueue(answer(200)
                .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                .build());
        server.enqueue(answer(200)
                .body("x".repeat(100_000))
                .onResponseBody(SocketEffect.ShutdownConnection.INSTANCE)
                .build());

        TokenException early = failureOf(NettyTokenTransport.create(), request());
        TokenException inTheBody = failureOf(NettyTokenTransport.create(), request());

        assertThat(List.of(early, inTheBody)).allSatisfy(error -> {
            assertThat(error.code()).isEqualTo(Code.NET);
            assertThat(error.retryable()).isTrue();
            assertThat(error).hasMessageContaining("connection").hasMessageContaining("[H-CLOSE]");
        });
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @DisplayName("TE-196, TE-195 what is not HTTP is not retried, and not shown")
    @ValueSource(strings = {"SSH-2.0-" + CANARY + "\r\n\r\n", "HTTP/1.1 abc " + CANARY + "\r\n\r\n"})
    void notHttp(String bytes) {
        DisposableServer other = TcpServer.create()
                .host("127.0.0.1")
                .handle((in, out) -> in.receive()
                        .next()
                        .then(out.sendString(Mono.just(bytes)).then()))
                .bindNow(BOUND);
        try {
            TokenException error = failureOf(
                    NettyTokenTransport.create(),
                    NettyTokenTransportTest.request(URI.create("http://127.0.0.1:" + other.port())));

            assertThat(error.code()).isEqualTo(Code.NET);
            assertThat(error.retryable()).isFalse();
            assertThat(error).hasMessageContaining("[H-PROTOCOL]");
        } finally {
            other.disposeNow(BOUND);
        }
    }
}

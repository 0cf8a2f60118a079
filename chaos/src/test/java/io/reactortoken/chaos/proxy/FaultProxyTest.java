package io.reactortoken.chaos.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

/** Each fault does what its name says, to the direction and the connections that it names, and ends. */
@Timeout(60)
class FaultProxyTest {

    private static final int READ_MILLIS = 10_000;

    private final EchoServer server = new EchoServer();
    private final FaultProxy proxy = FaultProxy.start();

    @BeforeEach
    void connectTheServer() {
        proxy.backend(server.port());
    }

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(READ_MILLIS);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String hear(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private static Duration took(Socket socket, String text) throws IOException {
        long start = System.nanoTime();
        say(socket, text);
        assertThat(hear(socket, text.length())).isEqualTo(text);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    @DisplayName("without a fault, bytes and the end of the stream go both ways")
    void clear() throws IOException {
        try (Socket socket = connect()) {
            say(socket, "hello");
            assertThat(hear(socket, 5)).isEqualTo("hello");
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    @DisplayName("latency, throttle and dribble lose nothing, and take their time")
    void slow() throws IOException {
        try (Socket socket = connect()) {
            proxy.begin(Fault.ofAll(FaultKind.LATENCY, Direction.UP));
            assertThat(took(socket, "hello")).isGreaterThanOrEqualTo(Duration.ofMillis(300));
            proxy.begin(Fault.ofAll(FaultKind.THROTTLE, Direction.DOWN));
            assertThat(took(socket, "x".repeat(4 * 1024))).isGreaterThanOrEqualTo(Duration.ofMillis(4 * 50));
            proxy.begin(Fault.ofAll(FaultKind.DRIBBLE, Direction.UP));
            assertThat(took(socket, "x".repeat(80))).isGreaterThanOrEqualTo(Duration.ofMillis(10 * 10));
        }
        assertThat(proxy.struck(FaultKind.LATENCY)).isEqualTo(1);
    }

    @Test
    @DisplayName("what a slow network holds back goes on when the fault ends")
    void hurries() throws IOException {
        proxy.begin(Fault.ofAll(FaultKind.DRIBBLE, Direction.UP));
        String minutes = "x".repeat(100_000);
        try (Socket socket = connect()) {
            say(socket, minutes);
            server.awaitReceived(1);
            proxy.end();
            assertThat(hear(socket, minutes.length())).isEqualTo(minutes);
        }
    }

    @Test
    @DisplayName("a connection that ends while a slow network holds its end back is closed when the fault ends")
    void endsHeldBack() throws IOException {
        proxy.begin(Fault.ofAll(FaultKind.DRIBBLE, Direction.UP));
        try (Socket socket = connect()) {
            say(socket, "x".repeat(100_000));
            server.awaitReceived(1);
        }
        proxy.end();
        assertThat(Flux.interval(Duration.ofMillis(10))
                        .filter(tick -> proxy.open() == 0)
                        .blockFirst(Duration.ofSeconds(10)))
                .isNotNull();
    }

    @Test
    @DisplayName("reset: both sides are reset")
    void reset() throws IOException {
        proxy.begin(Fault.ofAll(FaultKind.RESET, Direction.DOWN));
        try (Socket socket = connect()) {
            say(socket, "hello");
            assertThatThrownBy(() -> hear(socket, 5)).isInstanceOf(SocketException.class);
        }
        assertThat(server.received()).isEqualTo("hello");
    }

    @Test
    @DisplayName("half close: half the answer and its end arrive, and requests go on")
    void halfClose() throws IOException {
        proxy.begin(Fault.ofAll(FaultKind.HALF_CLOSE, Direction.DOWN));
        try (Socket socket = connect()) {
            say(socket, "hello!");
            assertThat(hear(socket, 6)).isEqualTo("hel");
            say(socket, "again");
            assertThat(server.awaitReceived(11)).isEqualTo("hello!again");
        }
    }

    @Test
    @DisplayName("black hole: nothing arrives, nobody is told; the connection is reset when the fault ends")
    void blackHole() throws IOException {
        proxy.begin(Fault.ofAll(FaultKind.BLACK_HOLE, Direction.UP));
        try (Socket socket = connect()) {
            say(socket, "hello");
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> hear(socket, 5)).isInstanceOf(SocketTimeoutException.class);
            proxy.end();
            assertThatThrownBy(() -> hear(socket, 5))
                    .isInstanceOf(SocketException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
        assertThat(server.received()).isEmpty();
    }

    @Test
    @DisplayName("TLS failure: a record arrives with another payload")
    void garbled() throws IOException {
        proxy.begin(Fault.ofAll(FaultKind.TLS_FAILURE, Direction.UP));
        try (Socket socket = connect()) {
            say(socket, "12345hello");
            assertThat(hear(socket, 10)).startsWith("12345").doesNotContain("hello");
        }
    }

    @Test
    @DisplayName("a fault of one direction leaves the other alone, and a server that is away is a reset")
    void others() throws IOException {
        proxy.begin(Fault.ofAll(FaultKind.BLACK_HOLE, Direction.DOWN));
        try (Socket socket = connect()) {
            say(socket, "hello");
            assertThat(server.awaitReceived(5)).isEqualTo("hello");
        }
        server.close();
        try (Socket socket = connect()) {
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    @DisplayName("the seed decides which connections are struck, and it is the share of them")
    void share() {
        Fault half = new Fault(FaultKind.RESET, Direction.UP, 0.5, 7);
        Fault same = new Fault(FaultKind.RESET, Direction.UP, 0.5, 7);
        Fault other = new Fault(FaultKind.RESET, Direction.UP, 0.5, 8);
        assertThat(struck(half)).isEqualTo(struck(same)).isNotEqualTo(struck(other));
        assertThat(struck(half)).hasSizeBetween(400, 600);
        assertThat(half.strikes(struck(half)[0], Direction.DOWN)).isFalse();
    }

    private static long[] struck(Fault fault) {
        return LongStream.range(0, 1000)
                .filter(connection -> fault.strikes(connection, Direction.UP))
                .toArray();
    }
}

package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.Backoff;
import io.reactortoken.FailureKind;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenSource;
import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAnswer.Ending;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeFault;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requirements 2.8: connections that are not made, that break, and that keep silent. */
@ExtendWith(NothingDropped.class)
class ConnectionRowsTest {

    @AutoClose
    private final FakeAuthorizationServer server = FakeAuthorizationServer.start();

    private static final NettyTokenTransportBuilder DEFAULTS = NettyTokenTransport.builder();

    @Test
    @DisplayName("TE-173: a host that does not answer the first packet")
    void blackHole() throws IOException {
        try (BlackHole hole = BlackHole.open()) {
            TokenException late = Rows.failure(hole.uri(), DEFAULTS.connectTimeout(Duration.ofMillis(300)));

            Rows.assertTimeout(late, FailureKind.CONNECT, "no connection within 300 ms", "H-CONNECT");
        }
    }

    @Test
    @DisplayName("TE-175: a connection that is reset before the request is sent")
    void resetBeforeTheRequest() throws IOException {
        try (ResettingPort port = ResettingPort.open()) {
            TokenException reset = Rows.failure(port.uri(), DEFAULTS);

            assertThat(reset.code()).isEqualTo(Code.NET);
            assertThat(reset.retryable()).isTrue();
            assertThat(reset).hasMessageContaining("connection").hasMessageEndingWith("[H-CLOSE]");
            assertThat(port.accepted()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("TE-176: a connection that is reset after the request is not used again below us")
    void resetAfterTheRequest() {
        server.answer(FakeFault.reset());

        Rows.assertNet(Rows.failure(server, DEFAULTS), FailureKind.RESET, true, "connection reset", "H-CLOSE");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    @DisplayName("TE-177: a connection that is reset in the middle of the body")
    void resetInTheBody() {
        server.answer(FakeAnswer.token(Rows.TOKEN).cutAfter(110, Ending.RESET));

        TokenException reset = Rows.failure(server, DEFAULTS);

        assertThat(reset.code()).isEqualTo(Code.NET);
        assertThat(reset.retryable()).isTrue();
        assertThat(reset).hasMessageContaining("connection").hasMessageEndingWith("[H-CLOSE]");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    @DisplayName("TE-178: a pooled connection that was closed meanwhile costs a retry of ours")
    void stalePooledConnection() {
        // a connection serves one request, and is closed when it is used again
        Set<Integer> used = ConcurrentHashMap.newKeySet();
        server.otherwise(request -> used.add(request.connection()) ? FakeAnswer.token("t1") : FakeFault.close());
        // more often than there are connections in the pool
        RetryPolicy often = new RetryPolicy(6, new Backoff(Duration.ofMillis(10), Duration.ofMillis(10)));
        int granted = 0;
        try (NettyTokenTransport pooled = DEFAULTS.keepAlive(true).build()) {
            TokenSource source = Rows.request(server.tokenUri(), DEFAULTS)
                    .transport(pooled)
                    .retry(often)
                    .source();
            // the pool has a connection to use again some time after the answer, not before
            while (server.requests().size() == granted && granted < 100) {
                assertThat(Rows.granted(source).reveal()).isEqualTo("t1");
                granted++;
            }
        }
        assertThat(server.requests()).hasSizeGreaterThan(granted).hasSizeLessThan(granted + 6);
        assertThat(used).hasSize(granted);
    }

    @ParameterizedTest(name = "TE-179[{index}]: {0}")
    @DisplayName("TE-179: a server that ends its direction before the answer is whole")
    @EnumSource(names = {"CLOSE", "HALF_CLOSE"})
    void endsEarly(Ending ending) {
        server.answer(
                FakeAnswer.raw("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n").ending(ending));
        server.answer(FakeAnswer.token(Rows.TOKEN).cutAfter(110, ending));

        List<TokenException> early = List.of(Rows.failure(server, DEFAULTS), Rows.failure(server, DEFAULTS));

        assertThat(early)
                .allSatisfy(error ->
                        Rows.assertNet(error, FailureKind.EARLY_CLOSE, true, "connection closed early", "H-CLOSE"));
        assertThat(server.requests()).hasSize(2);
    }

    static Stream<Named<FakeAnswer>> silence() {
        return Stream.of(
                Named.of("never a byte", FakeFault.silence()),
                Named.of("half a status line", FakeAnswer.raw("HTTP/1.1 2").ending(Ending.SILENCE)));
    }

    @ParameterizedTest(name = "TE-182[{index}]: {0}, {1}")
    @DisplayName("TE-182: a server that keeps silent after the handshake")
    @MethodSource("silence")
    void neverAByte(FakeAnswer silence) {
        try (FakeAuthorizationServer secured = FakeAuthorizationServer.startTls()) {
            secured.answer(silence);

            TokenException late =
                    Rows.failure(secured, DEFAULTS.trust(secured.authority()).responseTimeout(Duration.ofMillis(300)));

            Rows.assertTimeout(late, FailureKind.RESPONSE_GAP, "silence for 300 ms", "H-SLOW");
            assertThat(secured.requests()).hasSize(1);
        }
    }

    @Test
    @DisplayName("TE-183: headers, and then silence")
    void headersOnly() {
        server.answer(FakeFault.cutBody(Ending.SILENCE));

        TokenException late = Rows.failure(server, DEFAULTS.responseTimeout(Duration.ofMillis(300)));

        Rows.assertTimeout(late, FailureKind.RESPONSE_GAP, "silence for 300 ms", "H-SLOW");
    }

    @Test
    @DisplayName("TE-184: a byte now and then does not outlive the deadline")
    void trickle() {
        server.answer(FakeFault.trickle(Duration.ofMillis(30)));

        TokenException late = Rows.failure(server, DEFAULTS.deadline(Duration.ofMillis(600)));

        Rows.assertTimeout(late, FailureKind.ATTEMPT, "no complete answer within 600 ms", "H-SLOW");
    }

    @Test
    @DisplayName("TE-185: headers, byte by byte and without an end")
    void trickleOfHeaders() {
        server.answer(FakeFault.trickleOfHeaders(Duration.ofMillis(30)));

        TokenException late = Rows.failure(server, DEFAULTS.deadline(Duration.ofMillis(600)));

        Rows.assertTimeout(late, FailureKind.ATTEMPT, "no complete answer within 600 ms", "H-SLOW");
    }

    static Stream<Named<FakeAnswer>> floods() {
        return Stream.of(
                Named.of("100 000 headers", FakeFault.manyHeaders(100_000)),
                Named.of("one header of 1 MB", FakeFault.longHeader(1_000_000)),
                Named.of("headers of 8.1 KiB", FakeFault.longHeader(8300)));
    }

    @ParameterizedTest(name = "TE-185[{index}]: {0}")
    @DisplayName("TE-185: more headers than 8 KiB")
    @MethodSource("floods")
    void floodOfHeaders(FakeAnswer flood) {
        server.answer(flood);

        Rows.assertNet(
                Rows.failure(server, DEFAULTS),
                FailureKind.PROTOCOL,
                false,
                "headers are larger than 8192 bytes",
                "H-HEADERS");
    }

    @Test
    @DisplayName("TE-185: the limit can be raised, for a server that sends more")
    void headersUpToTheLimit() {
        byte[] body = "{\"access_token\":\"t1\",\"token_type\":\"Bearer\"}".getBytes(UTF_8);
        server.answer(FakeAnswer.http(200, body, "X-Long: " + "x".repeat(8300)));

        assertThat(Rows.granted(server.tokenUri(), DEFAULTS.maxHeaders(16 * 1024))
                        .reveal())
                .isEqualTo("t1");
    }

    @Test
    @DisplayName("NET/CONNECT: a port on which nobody listens")
    void refused() {
        URI uri = server.tokenUri();
        server.close();

        Rows.assertNet(Rows.failure(uri, DEFAULTS), FailureKind.CONNECT, true, "connection refused", "H-CONNECT");
    }
}

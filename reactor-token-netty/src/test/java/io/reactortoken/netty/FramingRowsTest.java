package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAnswer.Ending;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeFault;
import io.reactortoken.test.FakeRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 2.1, as far as the wire is concerned: how a body is framed, how large it is, how it is encoded. */
@ExtendWith(NothingDropped.class)
class FramingRowsTest {

    private static final NettyTokenTransportBuilder DEFAULTS = NettyTokenTransport.builder();
    private static final byte[] GRANT = "{\"access_token\":\"t1\",\"token_type\":\"Bearer\"}".getBytes(UTF_8);

    @AutoClose
    private final FakeAuthorizationServer server = FakeAuthorizationServer.start();

    @ParameterizedTest(name = "TE-011[{index}]: {0}")
    @DisplayName("TE-011: a connection that ends before the length it promised")
    @ValueSource(strings = {"CLOSE", "HALF_CLOSE"})
    void endsBeforeItsLength(String ending) {
        server.answer(FakeFault.cutBody(Ending.valueOf(ending)));

        Rows.assertNet(
                Rows.failure(server, DEFAULTS), FailureKind.EARLY_CLOSE, true, "connection closed early", "H-CLOSE");
    }

    @Test
    @DisplayName("TE-011: a connection that ends within chunks")
    void endsWithinChunks() {
        server.answer(FakeFault.chunkedBody(1).cutAfter(1000, Ending.CLOSE));

        Rows.assertNet(
                Rows.failure(server, DEFAULTS), FailureKind.EARLY_CLOSE, true, "connection closed early", "H-CLOSE");
    }

    @Test
    @DisplayName("TE-028: a length of 100 MB is refused by its header")
    void lengthTooLarge() {
        server.answer(FakeFault.largeBody(104_857_600).cutAfter(200, Ending.SILENCE));

        assertTooLarge(Rows.failure(server, DEFAULTS));
    }

    static Stream<Named<FakeAnswer>> large() {
        return Stream.of(
                Named.of("TE-028 100 MB with a length", FakeFault.largeBody(104_857_600)),
                Named.of("TE-029 100 MB in chunks", FakeFault.chunkedBody(1600)),
                Named.of("TE-030 chunks without an end", FakeFault.chunkedBody(Long.MAX_VALUE)),
                Named.of("TE-032 a gzip bomb of 10 GB", FakeFault.gzipBomb(10 * 1024)),
                Named.of(
                        "no framing and no end",
                        FakeAnswer.raw("HTTP/1.1 200 OK\r\n\r\n")
                                .then(FakeAnswer.raw(new byte[8192], Long.MAX_VALUE))));
    }

    @ParameterizedTest(name = "TE-029[{index}]: {0}")
    @DisplayName(
            "TE-029, TE-028, TE-030, TE-032: a body beyond the limit ends at the limit, and so does its connection")
    @MethodSource("large")
    void tooLarge(FakeAnswer answer) {
        server.answer(answer);
        try (NettyTokenTransport pooled = DEFAULTS.keepAlive(true).build()) {
            var source =
                    Rows.request(server.tokenUri(), DEFAULTS).transport(pooled).source();

            assertTooLarge(Rows.failure(source));
            assertThat(Rows.granted(source).reveal()).isEqualTo("t1");
        }
        assertThat(server.requests()).extracting(FakeRequest::connection).containsExactly(1, 2);
    }

    private static void assertTooLarge(TokenException error) {
        Rows.assertFailure(error, Code.MTR, FailureKind.TOO_LARGE, false, "too large: over 1048576 bytes", "H-HTML");
    }

    @ParameterizedTest(name = "TE-034[{index}]: {0}")
    @DisplayName("TE-034: an encoding that nobody asked for is refused by its name")
    @ValueSource(strings = {"br", "zstd", "deflate", "x-unknown"})
    void encoded(String encoding) {
        assertEncoded(
                FakeAnswer.http(200, new byte[] {0x2b, 0x15, -0x80, 3, 3}, "Content-Encoding: " + encoding), encoding);
    }

    @ParameterizedTest(name = "TE-031[{index}]: {0}")
    @DisplayName("TE-031, TE-032, TE-034: gzip is refused by its name, packed once or twice, and is not unpacked")
    @ValueSource(strings = {"gzip", "gzip, gzip", "x-gzip"})
    void gzip(String encoding) {
        byte[] packed = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};

        assertEncoded(FakeAnswer.http(200, packed, "Content-Encoding: " + encoding), "gzip");
    }

    @Test
    @DisplayName("TE-033: a body that only claims to be gzip")
    void plainThatClaimsToBeGzip() {
        assertEncoded(FakeAnswer.http(200, GRANT, "Content-Encoding: gzip"), "gzip");
    }

    @Test
    @DisplayName("TE-034: a refusal that is encoded is a refusal all the same")
    void encodedRefusal() {
        server.answer(FakeAnswer.http(401, new byte[] {0x1f, -0x75, 8}, "Content-Encoding: gzip"));

        Rows.assertFailure(
                Rows.failure(server, DEFAULTS),
                Code.HTP,
                FailureKind.CLIENT_REFUSED,
                false,
                "answered HTTP 401",
                "H-CLIENT");
    }

    private void assertEncoded(FakeAnswer answer, String encoding) {
        server.answer(answer);

        TokenException error = Rows.failure(server, DEFAULTS);

        Rows.assertFailure(error, Code.MTR, FailureKind.ENCODING, false, encoding, "H-RESPONSE");
    }

    @Test
    @DisplayName("TE-034: the identity encoding is none")
    void identity() {
        server.answer(FakeAnswer.http(200, GRANT, "Content-Encoding: identity"));

        assertThat(Rows.granted(server.tokenUri(), DEFAULTS).reveal()).isEqualTo("t1");
    }

    @Test
    @DisplayName("TE-048: trailers are not read")
    void trailers() {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2b\r\n" + new String(GRANT, UTF_8)
                + "\r\n0\r\naccess_token: forged\r\nDPoP-Nonce: forged\r\n\r\n";
        server.answer(FakeAnswer.raw(chunked));

        assertThat(Rows.granted(server.tokenUri(), DEFAULTS).reveal()).isEqualTo("t1");
    }

    @Test
    @DisplayName("TE-049: a cookie is never sent back")
    void cookies() {
        server.answer(FakeAnswer.http(200, GRANT, "Set-Cookie: session=x; Path=/"));
        try (NettyTokenTransport pooled = DEFAULTS.keepAlive(true).build()) {
            var source =
                    Rows.request(server.tokenUri(), DEFAULTS).transport(pooled).source();

            Rows.granted(source);
            Rows.granted(source);
        }
        assertThat(server.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.header("Cookie")).isEmpty());
    }
}

package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.FailureKind;
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

/** Requirements 2.8: answers that are HTTP by half. */
@ExtendWith(NothingDropped.class)
class HttpRowsTest {

    private static final NettyTokenTransportBuilder DEFAULTS = NettyTokenTransport.builder();
    private static final String GRANT = "{\"access_token\":\"" + Rows.TOKEN + "\",\"token_type\":\"Bearer\"}";

    @AutoClose
    private final FakeAuthorizationServer server = FakeAuthorizationServer.start();

    private static FakeAnswer closed(String raw) {
        return FakeAnswer.raw(raw).ending(Ending.CLOSE);
    }

    @ParameterizedTest(name = "TE-194[{index}]: {0}")
    @DisplayName("TE-194, R9110-19: informational answers without an end")
    @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints"})
    void endlessInformational(String status) {
        server.answer(FakeAnswer.raw(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(ISO_8859_1), Long.MAX_VALUE));

        Rows.assertNet(
                Rows.failure(server, DEFAULTS), FailureKind.PROTOCOL, false, "the answer is not HTTP", "H-PROTOCOL");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest(name = "TE-194[{index}]: {0}")
    @DisplayName("TE-194, R9110-19: one informational answer before the real one is skipped")
    @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints"})
    void oneInformational(String status) {
        server.answer(FakeAnswer.raw("HTTP/1.1 " + status + "\r\n\r\n").then(FakeAnswer.token("t1")));

        assertThat(Rows.granted(server.tokenUri(), DEFAULTS).reveal()).isEqualTo("t1");
    }

    @Test
    @DisplayName("TE-195: a switch to another protocol that nobody asked for")
    void switchingProtocols() {
        server.answer(closed("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n" + GRANT));

        Rows.assertNet(Rows.failure(server, DEFAULTS), FailureKind.PROTOCOL, false, "101", "H-PROTOCOL");
    }

    static Stream<Named<String>> notHttp11() {
        return Stream.of(
                Named.of("HTTP/0.9", GRANT),
                Named.of("SSH", "SSH-2.0-" + Rows.TOKEN + "\r\n\r\n"),
                Named.of("a status that is no number", "HTTP/1.1 abc " + Rows.TOKEN + "\r\n\r\n"),
                Named.of("a status below 100", "HTTP/1.1 99 No\r\nContent-Length: 2\r\n\r\n{}"),
                Named.of("no status", "HTTP/1.1\r\n\r\n"),
                Named.of("HTTP/2.0 in text", "HTTP/2.0 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
                Named.of("another protocol", "ICY 200 OK\r\n\r\n"));
    }

    @ParameterizedTest(name = "TE-196[{index}]: {0}")
    @DisplayName("TE-196, TM-03: what is not HTTP/1.x is refused, and not shown")
    @MethodSource("notHttp11")
    void notHttp(String bytes) {
        server.answer(closed(bytes));

        Rows.assertNet(Rows.failure(server, DEFAULTS), FailureKind.PROTOCOL, false, "", "H-PROTOCOL");
    }

    @Test
    @DisplayName("TE-196: HTTP/1.0 with a body that ends with the connection is an answer")
    void http10() {
        server.answer(closed("HTTP/1.0 200 OK\r\n\r\n" + GRANT));

        assertThat(Rows.granted(server.tokenUri(), DEFAULTS).reveal()).isEqualTo(Rows.TOKEN);
    }

    static Stream<Named<FakeAnswer>> contradictions() {
        return Stream.of(
                Named.of("two lengths", FakeFault.twoLengths()),
                Named.of("a length and chunks", FakeFault.lengthAndChunks()),
                Named.of("a bad chunk size", FakeFault.badChunk()),
                Named.of("a length that is no number", closed("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n{}")),
                Named.of("a negative length", closed("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}")));
    }

    @ParameterizedTest(name = "TE-197[{index}]: {0}")
    @DisplayName("TE-197: a body whose end is not certain is refused, and the connection is not used again")
    @MethodSource("contradictions")
    void contradiction(FakeAnswer answer) {
        server.answer(answer);
        try (NettyTokenTransport pooled = DEFAULTS.keepAlive(true).build()) {
            var source =
                    Rows.request(server.tokenUri(), DEFAULTS).transport(pooled).source();

            Rows.assertNet(Rows.failure(source), FailureKind.PROTOCOL, false, "", "H-PROTOCOL");
            assertThat(Rows.granted(source).reveal()).isEqualTo("t1");
        }
        assertThat(server.requests()).extracting(FakeRequest::connection).containsExactly(1, 2);
    }

    @Test
    @DisplayName("TE-198: a second response on the heels of the first is read by nobody")
    void secondResponse() {
        server.answer(FakeFault.twoResponses("for-a", "forged"), FakeAnswer.token("for-b"));
        try (NettyTokenTransport shared = DEFAULTS.build()) {
            var first =
                    Rows.request(server.tokenUri(), DEFAULTS).transport(shared).name("a");
            var second =
                    Rows.request(server.tokenUri(), DEFAULTS).transport(shared).name("b");

            assertThat(Rows.granted(first.source()))
                    .extracting(AccessToken::reveal)
                    .isEqualTo("for-a");
            assertThat(Rows.granted(second.source()))
                    .extracting(AccessToken::reveal)
                    .isEqualTo("for-b");
        }
        assertThat(server.requests()).extracting(FakeRequest::connection).containsExactly(1, 2);
    }

    static Stream<Named<FakeAnswer>> frames() {
        String settings = "\0\0\0\4\0\0\0\0\0";
        String goAway = "\0\0\10\7\0\0\0\0\0" + "\0\0\0\0" + "\0\0\0\0";
        String reset = "\0\0\4\3\0\0\0\0\1" + "\0\0\0\7";
        return Stream.of(
                Named.of("settings, and silence", FakeAnswer.raw(settings).ending(Ending.SILENCE)),
                Named.of("GOAWAY", closed(settings + goAway)),
                Named.of("RST_STREAM with REFUSED_STREAM", closed(settings + reset)),
                Named.of("settings without an end", FakeAnswer.raw(settings.getBytes(ISO_8859_1), Long.MAX_VALUE)));
    }

    @ParameterizedTest(name = "TE-200[{index}]: {0}")
    @DisplayName("TE-200: HTTP/2 is neither offered nor understood; its frames end the attempt")
    @MethodSource("frames")
    void http2(FakeAnswer frames) {
        server.answer(frames);

        Rows.assertNet(
                Rows.failure(server, DEFAULTS), FailureKind.PROTOCOL, false, "the answer is not HTTP", "H-PROTOCOL");
        assertThat(server.requests()).hasSize(1);
    }
}

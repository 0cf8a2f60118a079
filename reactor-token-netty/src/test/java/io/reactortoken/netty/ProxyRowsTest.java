package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenException;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAnswer.Ending;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeFault;
import io.reactortoken.test.FakeRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 2.8: a proxy that does not do what it is for. It gets the request for a tunnel and nothing else. */
@ExtendWith(NothingDropped.class)
class ProxyRowsTest {

    private static final String PASSWORD = "CNRY-proxy-5d19aa";

    @AutoClose
    private final FakeAuthorizationServer server = FakeAuthorizationServer.startTls();

    /** An HTTP server like any other: what differs is that it is asked to CONNECT. */
    @AutoClose
    private final FakeAuthorizationServer proxy = FakeAuthorizationServer.start();

    private NettyTokenTransportBuilder through(TokenProxy through) {
        return NettyTokenTransport.builder().trust(server.authority()).proxy(through);
    }

    private TokenProxy loggingIn() {
        return TokenProxy.http("127.0.0.1", proxy.port()).credentials("us er", SecretSource.of(PASSWORD));
    }

    private TokenException failure(NettyTokenTransportBuilder transport) {
        TokenException failure = Rows.failure(server.tokenUri(), transport);
        proxy.awaitNoConnection();
        assertThat(server.connections()).isZero();
        return failure;
    }

    private void assertOnlyTheTunnelWasAskedFor() {
        FakeRequest connect = proxy.onlyRequest();
        assertThat(connect.method()).isEqualTo("CONNECT");
        assertThat(connect.target()).isEqualTo("127.0.0.1:" + server.port());
        assertThat(connect.headers().toString() + connect.body()).doesNotContain(Rows.SECRET);
        assertThat(connect.header("Authorization")).isEmpty();
    }

    @Test
    @DisplayName("TE-201: a proxy that asks for credentials, and has been given none")
    void asksForCredentials() {
        proxy.otherwise(request -> FakeAnswer.status(407, "Proxy-Authenticate: Basic realm=\"" + Rows.TOKEN + "\""));

        TokenException error = failure(through(TokenProxy.http("127.0.0.1", proxy.port())));

        Rows.assertNet(
                error, FailureKind.PROXY, false, "the proxy 127.0.0.1:" + proxy.port() + " answered 407", "H-PROXY");
        assertThat(error).hasMessageContaining("call credentials(..)");
        assertThat(proxy.onlyRequest().header("Proxy-Authorization")).isEmpty();
        assertOnlyTheTunnelWasAskedFor();
    }

    @Test
    @DisplayName("TE-201, TM-22: a proxy that refuses its credentials")
    void refusesCredentials() {
        proxy.otherwise(request -> FakeAnswer.status(407));

        TokenException error = failure(through(loggingIn()));

        Rows.assertNet(error, FailureKind.PROXY, false, "answered 407", "H-PROXY");
        assertThat(error).hasMessageContaining("refuses user and password (from the program)");
        assertThat(proxy.onlyRequest().header("Proxy-Authorization"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Basic "));
        assertOnlyTheTunnelWasAskedFor();
    }

    @ParameterizedTest(name = "TE-201[{index}]: {0}")
    @DisplayName("TE-201: a proxy that refuses the tunnel; only an error of its own may pass")
    @ValueSource(ints = {302, 400, 403, 404, 500, 502, 503, 504})
    void refusesTheTunnel(int status) {
        byte[] page = ("<html>" + Rows.TOKEN + "</html>").getBytes(UTF_8);
        proxy.otherwise(request -> FakeAnswer.http(status, page, "Content-Type: text/html"));

        TokenException error = failure(through(loggingIn()));

        Rows.assertNet(error, FailureKind.PROXY, status >= 500, "answered " + status, "H-PROXY");
        assertOnlyTheTunnelWasAskedFor();
    }

    static Stream<Named<FakeAnswer>> noAnswers() {
        return Stream.of(
                Named.of("a page and no HTTP", FakeAnswer.raw("<html>" + Rows.TOKEN + "</html>\r\n\r\n")),
                Named.of("closed", FakeFault.close()),
                Named.of("reset", FakeFault.reset()),
                Named.of("silence", FakeFault.silence()),
                Named.of(
                        "half an answer, and silence",
                        FakeAnswer.raw("HTTP/1.1 20").ending(Ending.SILENCE)),
                Named.of("headers without an end", FakeFault.trickleOfHeaders(Duration.ofMillis(20))),
                Named.of("a flood of headers", FakeFault.manyHeaders(100_000)));
    }

    @ParameterizedTest(name = "TE-201[{index}]: {0}")
    @DisplayName("TE-201: a proxy that does not answer as one")
    @MethodSource("noAnswers")
    void doesNotAnswer(FakeAnswer answer) {
        proxy.otherwise(request -> answer);

        TokenException error = failure(through(loggingIn()).connectTimeout(Duration.ofMillis(700)));

        assertThat(error.failure().kind()).hasValue(FailureKind.PROXY);
        assertThat(error).hasMessageContaining("127.0.0.1:" + proxy.port()).hasMessageEndingWith("[H-PROXY]");
        assertOnlyTheTunnelWasAskedFor();
    }

    @Test
    @DisplayName("TE-201: a tunnel that leads to a page")
    void tunnelToAPage() {
        FakeAnswer page = FakeAnswer.raw("HTTP/1.1 200 OK\r\n\r\n<html>" + Rows.TOKEN + "</html>");
        proxy.otherwise(request -> page.ending(Ending.CLOSE));

        TokenException error = failure(through(loggingIn()));

        Rows.assertNet(error, FailureKind.PROXY, false, "answered in plain text where TLS was due", "H-PROXY");
    }

    @Test
    @DisplayName("TE-201: a port on which no proxy listens")
    void noProxy() {
        NettyTokenTransportBuilder transport = through(loggingIn());
        proxy.close();

        TokenException error = Rows.failure(server.tokenUri(), transport);

        Rows.assertNet(error, FailureKind.PROXY, true, "cannot be reached", "H-PROXY");
    }

    @Test
    @DisplayName("TE-201: a proxy's host that does not answer the first packet")
    void blackHole() throws IOException {
        try (BlackHole hole = BlackHole.open()) {
            TokenException error = Rows.failure(
                    server.tokenUri(),
                    through(TokenProxy.http("127.0.0.1", hole.uri().getPort())).connectTimeout(Duration.ofMillis(300)));

            Rows.assertNet(error, FailureKind.PROXY, false, "did not answer within 300 ms", "H-PROXY");
        }
    }
}

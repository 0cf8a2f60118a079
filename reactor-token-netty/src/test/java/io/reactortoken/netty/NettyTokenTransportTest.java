package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenResponseException;
import io.reactortoken.TokenUnavailableException;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TokenTransportProvider;
import io.reactortoken.transport.TransportRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.TcpServer;
import reactor.test.StepVerifier;

class NettyTokenTransportTest {

    private static final Duration BOUND = Duration.ofSeconds(10);
    static final String CANARY = "CNRY-secret-7f3a";

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static TransportRequest request(URI uri) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Accept", "application/json");
        headers.put("Authorization", "Basic " + CANARY);
        return new TransportRequest(uri, headers, ("grant_type=client_credentials&x=" + CANARY).getBytes(UTF_8));
    }

    private TransportRequest request() {
        return request(server.url("/token?tenant=a%2Fb~").uri());
    }

    private static MockResponse.Builder answer(int status) {
        return new MockResponse.Builder().code(status);
    }

    /** The one way in which all these end: an error of ours that shows nothing of the request. */
    static TokenException failureOf(TokenTransport transport, TransportRequest request) {
        AtomicReference<TokenException> failure = new AtomicReference<>();
        StepVerifier.create(transport.exchange(request))
                .expectErrorSatisfies(error -> failure.set((TokenException) error))
                .verify(BOUND);
        assertThat(failure.get().toString()).doesNotContain(CANARY).doesNotContain("tenant");
        assertThat(failure.get().getCause()).isNull();
        return failure.get();
    }

    @Test
    @DisplayName("R6749-15 one POST with exactly the headers of the request, a Content-Length, and what HTTP demands")
    void sendsExactlyTheRequest() throws InterruptedException {
        server.enqueue(answer(200)
                .addHeader("X-Id", "one")
                .addHeader("X-Id", "two")
                .body("{\"a\":1}")
                .build());

        StepVerifier.create(NettyTokenTransport.create().exchange(request()))
                .assertNext(response -> {
                    assertThat(response.status()).isEqualTo(200);
                    assertThat(response.headers("x-id")).containsExactly("one", "two");
                    assertThat(new String(response.body(), UTF_8)).isEqualTo("{\"a\":1}");
                })
                .expectComplete()
                .verify(BOUND);

        RecordedRequest sent = server.takeRequest();
        String body = "grant_type=client_credentials&x=" + CANARY;
        assertThat(sent.getRequestLine()).isEqualTo("POST /token?tenant=a%2Fb~ HTTP/1.1");
        assertThat(sent.getHeaders().toMultimap())
                .containsOnly(
                        Map.entry("content-type", List.of("application/x-www-form-urlencoded")),
                        Map.entry("accept", List.of("application/json")),
                        Map.entry("authorization", List.of("Basic " + CANARY)),
                        Map.entry("content-length", List.of("" + body.length())),
                        Map.entry("host", List.of(server.getHostName() + ":" + server.getPort())),
                        Map.entry("user-agent", List.of("reactor-token")),
                        Map.entry("connection", List.of("close")));
        assertThat(Objects.requireNonNull(sent.getBody()).utf8()).isEqualTo(body);
    }

    @Test
    @DisplayName("R6749-15 an empty body has a Content-Length too")
    void sendsAnEmptyBody() throws InterruptedException {
        server.enqueue(answer(200).build());
        TransportRequest empty = new TransportRequest(server.url("/token").uri(), Map.of(), new byte[0]);

        StepVerifier.create(NettyTokenTransport.create().exchange(empty))
                .expectNextCount(1)
                .expectComplete()
                .verify(BOUND);

        assertThat(server.takeRequest().getHeaders().get("content-length")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 400, 401, 403, 429, 500, 503})
    void anyStatusIsAnAnswer(int status) {
        server.enqueue(answer(status).build());

        StepVerifier.create(NettyTokenTransport.create().exchange(request()))
                .assertNext(response -> assertThat(response.status()).isEqualTo(status))
                .expectComplete()
                .verify(BOUND);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    @DisplayName("TE-160 to TE-163 a redirect is an answer, and is not followed")
    void redirectIsNotFollowed(int status) {
        server.enqueue(answer(status)
                .addHeader("Location", server.url("/elsewhere").toString())
                .build());

        StepVerifier.create(NettyTokenTransport.create().exchange(request()))
                .assertNext(response -> assertThat(response.status()).isEqualTo(status))
                .expectComplete()
                .verify(BOUND);

        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    @DisplayName("TE-028 a body beyond the limit is refused while it is read, one at the limit is not")
    void bodyIsBounded() {
        NettyTokenTransport transport =
                NettyTokenTransport.builder().maxBody(1000).build();
        server.enqueue(answer(200).body("x".repeat(1000)).build());
        server.enqueue(answer(200).chunkedBody("x".repeat(1001), 100).build());

        StepVerifier.create(transport.exchange(request()))
                .assertNext(response -> assertThat(response.body()).hasSize(1000))
                .expectComplete()
                .verify(BOUND);
        TokenException tooLarge = failureOf(transport, request());

        assertThat(tooLarge).isInstanceOf(TokenResponseException.class);
        assertThat(tooLarge.code()).isEqualTo(Code.MTR);
        assertThat(tooLarge.retryable()).isFalse();
        assertThat(tooLarge).hasMessageContaining("too large: over 1000 bytes");
    }

    @Test
    @DisplayName("TE-030 an endless body ends at the limit")
    void endlessBodyIsBounded() {
        byte[] part = new byte[8192];
        DisposableServer endless = HttpServer.create()
                .host("127.0.0.1")
                .handle((in, out) -> out.sendByteArray(Flux.just(part).repeat()))
                .bindNow(BOUND);
        try {
            TokenException tooLarge =
                    failureOf(NettyTokenTransport.create(), request(URI.create("http://127.0.0.1:" + endless.port())));

            assertThat(tooLarge).isInstanceOf(TokenResponseException.class).hasMessageContaining("too large");
        } finally {
            endless.disposeNow(BOUND);
        }
    }

    @Test
    void cancellingClosesTheConnection() {
        Sinks.Empty<Void> closed = Sinks.empty();
        DisposableServer silent = TcpServer.create()
                .host("127.0.0.1")
                .doOnConnection(connection -> connection.onDispose(closed::tryEmitEmpty))
                .handle((in, out) -> in.receive().then())
                .bindNow(BOUND);
        try {
            StepVerifier.create(NettyTokenTransport.create()
                            .exchange(request(URI.create("http://127.0.0.1:" + silent.port()))))
                    .thenAwait(Duration.ofMillis(300))
                    .thenCancel()
                    .verify(BOUND);

            StepVerifier.create(closed.asMono()).expectComplete().verify(BOUND);
        } finally {
            silent.disposeNow(BOUND);
        }
    }

    @Test
    @DisplayName("TE-198 kept-alive connections are used again, and closed with the transport")
    void keepAliveUsesConnectionsAgain() throws InterruptedException {
        int requests = 5;
        NettyTokenTransport transport =
                NettyTokenTransport.builder().keepAlive(true).build();
        for (int i = 0; i < requests; i++) {
            server.enqueue(answer(200).build());
        }

        StepVerifier.create(transport.exchange(request()).repeat(requests - 1))
                .expectNextCount(requests)
                .expectComplete()
                .verify(BOUND);
        transport.close();

        int again = 0;
        for (int i = 0; i < requests; i++) {
            again += server.takeRequest().getExchangeIndex() > 0 ? 1 : 0;
        }
        assertThat(again).isPositive();
        assertThat(transport.isDisposed()).isTrue();
        assertThat(failureOf(transport, request())).isInstanceOf(TokenUnavailableException.class);
    }

    @Test
    void eachRequestHasAConnectionOfItsOwnByDefault() throws InterruptedException {
        server.enqueue(answer(200).build());
        server.enqueue(answer(200).build());
        NettyTokenTransport transport = NettyTokenTransport.create();

        StepVerifier.create(transport.exchange(request()).then(transport.exchange(request())))
                .expectNextCount(1)
                .expectComplete()
                .verify(BOUND);

        assertThat(server.takeRequest().getExchangeIndex()).isZero();
        assertThat(server.takeRequest().getExchangeIndex()).isZero();
    }

    @Test
    void isFoundOnTheClassPath() {
        assertThat(ServiceLoader.load(TokenTransportProvider.class))
                .singleElement()
                .satisfies(provider -> assertThat(provider.transport()).isSameAs(provider.transport()));
    }

    @Test
    void limitsThatCannotWorkAreRefused() {
        NettyTokenTransportBuilder builder = NettyTokenTransport.builder();

        assertThatThrownBy(() -> builder.deadline(Duration.ZERO).build())
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageContaining("deadline is not within");
        assertThatThrownBy(() -> builder.connectTimeout(Duration.ofDays(30)).build())
                .isInstanceOf(TokenConfigurationException.class);
        assertThatThrownBy(() -> builder.maxBody(0).build()).isInstanceOf(TokenConfigurationException.class);
    }
}

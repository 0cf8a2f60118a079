package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.reactortoken.replay.Api;
import io.reactortoken.replay.Integration;
import io.reactortoken.replay.ReplayBench;
import io.reactortoken.replay.Reply;
import io.reactortoken.replay.Seen;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

/** Every way to end a call of {@link HttpClient}. */
class NettyCallsTest extends ReplayBench {

    @Override
    public Integration integration() {
        return new NettyIntegration();
    }

    private HttpClient authorized() {
        return TokenAuth.with(tokens())
                .allowPlaintext(api.origin())
                .apply(client(pools.of(1)).baseUrl(api.origin()));
    }

    record Way(String name, Function<HttpClient, Publisher<String>> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way> waysToGet() {
        return Stream.of(
                new Way("responseSingle", client -> get(client, "/a")),
                new Way(
                        "response with a body",
                        client -> client.get()
                                .uri("/a")
                                .response((response, body) ->
                                        read(response.status().code(), body.aggregate()))),
                new Way(
                        "responseContent",
                        client -> client.get()
                                .uri("/a")
                                .responseContent()
                                .aggregate()
                                .asString()
                                .map(text -> "200 " + text)),
                new Way(
                        "responseConnection",
                        client -> client.get()
                                .uri("/a")
                                .responseConnection((response, connection) -> read(
                                        response.status().code(),
                                        connection.inbound().receive().aggregate()))),
                new Way(
                        "empty post",
                        client -> client.post()
                                .uri("/a")
                                .responseSingle((response, body) ->
                                        read(response.status().code(), body))),
                new Way(
                        "send with a handler, nothing sent",
                        client -> client.request(HttpMethod.GET)
                                .uri("/a")
                                .send((request, outbound) -> outbound)
                                .responseSingle((response, body) ->
                                        read(response.status().code(), body))));
    }

    private static Mono<String> get(HttpClient client, String path) {
        return client.get()
                .uri(path)
                .responseSingle((response, body) -> read(response.status().code(), body));
    }

    private static Mono<String> read(int status, ByteBufMono body) {
        return body.asString().defaultIfEmpty("").map(text -> status + " " + text);
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @MethodSource("waysToGet")
    @DisplayName("RS-01: a refused token is renewed and the request replayed, on the one connection there is")
    void replaysOnce(Way way) {
        api.accepting("Bearer t2");

        StepVerifier.create(way.call().apply(authorized()))
                .expectNext("200 ok")
                .expectComplete()
                .verify(BOUND);

        assertThat(api.log()).containsExactly("/a Bearer t1", "/a Bearer t2");
        assertThat(api.connections()).isEqualTo(1);
    }

    @Test
    @DisplayName("RS-01: response() and HEAD, which read no body")
    void readsNoBody() {
        api.accepting("Bearer t2");
        HttpClient client = authorized();

        assertThat(client.head()
                        .uri("/a")
                        .response()
                        .map(r -> r.status().code())
                        .block(BOUND))
                .isEqualTo(200);
        assertThat(client.get().uri("/b").response().map(r -> r.status().code()).block(BOUND))
                .isEqualTo(200);

        assertThat(api.log()).containsExactly("/a Bearer t1", "/a Bearer t2", "/b Bearer t2");
    }

    static Stream<Way> waysToPost() {
        return Stream.of(
                new Way(
                        "send(Mono)",
                        client -> answer(client.post().uri("/a").send(ByteBufMono.fromString(Mono.just("x=1"))))),
                new Way(
                        "send(Flux)",
                        client -> answer(client.post().uri("/a").send(ByteBufFlux.fromString(Flux.just("x=", "1"))))),
                new Way(
                        "send with a handler",
                        client -> answer(client.post()
                                .uri("/a")
                                .send((request, outbound) -> outbound.sendString(Mono.just("x=1"))))),
                new Way(
                        "sendForm",
                        client -> answer(client.post().uri("/a").sendForm((request, form) -> form.attr("x", "1")))),
                new Way(
                        "sendForm, multipart",
                        client -> answer(client.post()
                                .uri("/a")
                                .sendForm(
                                        (request, form) -> form.multipart(true).attr("x", "1")))));
    }

    private static Mono<String> answer(HttpClient.ResponseReceiver<?> receiver) {
        return receiver.responseSingle(
                (response, body) -> read(response.status().code(), body));
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @MethodSource("waysToPost")
    @DisplayName("RS-48, RS-49: whatever sends a body: not sent again, unless somebody says that it can be")
    void bodies(Way way) {
        api.accepting("Bearer t2", "Bearer t4");
        HttpClient client = authorized();

        StepVerifier.create(way.call().apply(client))
                .expectNext("401 " + Reply.REFUSAL)
                .expectComplete()
                .verify(BOUND);
        tokens().evict();
        tokens().prefetch().block(BOUND);
        api.accepting("Bearer t3");
        StepVerifier.create(Flux.from(way.call().apply(client)).contextWrite(TokenAuth.repeatableBody()))
                .expectNext("200 ok")
                .expectComplete()
                .verify(BOUND);

        assertThat(api.seen())
                .hasSize(3)
                .extracting(Seen::text)
                .allSatisfy(body -> assertThat(body).containsPattern("x(=|\"\r\n(.*\r\n)*\r\n)1"));
    }

    @Test
    @DisplayName("R6750-01: a header that the handler sets replaces the token's; its 401 is not the token's")
    void headerOfTheHandlerWins() {
        api.accepting();
        Mono<String> own = answer(authorized().request(HttpMethod.GET).uri("/a").send((request, outbound) -> {
            request.header(HttpHeaderNames.AUTHORIZATION, "Basic own");
            return outbound;
        }));

        expect(own, "401 " + Reply.REFUSAL);

        assertThat(api.log()).containsExactly("/a Basic own");
        assertThat(renewals()).isZero();
    }

    @Test
    @DisplayName("RS-41: a stream of events: the token on its request, and one replay")
    void serverSentEvents() {
        api.answering(seen -> seen.authorization().equals("Bearer t2")
                ? Reply.ok()
                        .header("Content-Type", "text/event-stream")
                        .body(Flux.range(1, 3).map(n -> ("data: " + n + "\n\n").getBytes(UTF_8)))
                : Reply.refusal());

        StepVerifier.create(authorized()
                        .get()
                        .uri("/events")
                        .responseContent()
                        .asString()
                        .reduce("", String::concat))
                .expectNext("data: 1\n\ndata: 2\n\ndata: 3\n\n")
                .expectComplete()
                .verify(BOUND);
    }

    @Test
    @DisplayName(
            "RS-35, TM-18: a foreign origin that shows only when the request is written: nothing is sent, nothing is lost")
    void foreignOriginByHostAndPort() {
        var foreign = closing(Api.start(wire()));
        HttpClient byPort = TokenAuth.with(tokens())
                .allowPlaintext(api.origin())
                .apply(client(pools.of(1)).host("127.0.0.1").port(foreign.port()));

        for (int i = 0; i < 2; i++) {
            StepVerifier.create(get(byPort, "/a"))
                    .expectErrorSatisfies(error -> assertThat(error).hasMessageContaining("CFG origin not allowed"))
                    .verify(BOUND);
        }

        assertThat(foreign.requests()).isZero();
        expect(get(byPort.port(api.port()), "/a"), "200 ok");
    }

    @Test
    @DisplayName("RS-55: a 401 whose body says that it is compressed, and is not")
    void badGzip() {
        api.answering(seen -> seen.authorization().equals("Bearer t1")
                ? Reply.refusal().header("Content-Encoding", "gzip")
                : Reply.ok());

        expect(get(authorized().compress(true), "/a"), "200 ok");

        assertThat(api.log()).containsExactly("/a Bearer t1", "/a Bearer t2");
    }

    @Test
    @DisplayName("RS-12: a challenge beyond Netty's limit for headers is Netty's error, and no loop")
    void hugeChallenge() {
        api.answering(seen -> Reply.refusal("Bearer x=\"" + "x".repeat(100_000) + "\""));

        StepVerifier.create(get(authorized(), "/a")).expectError().verify(BOUND);

        assertThat(api.requests()).isEqualTo(1);
        assertThat(renewals()).isZero();
    }

    @Test
    @DisplayName("RS-50: a body that cannot be had again, against its owner's word: its error, and the 401 beside it")
    void brokenPromise() {
        api.accepting();
        AtomicBoolean used = new AtomicBoolean();
        Mono<ByteBuf> once = Mono.defer(() -> used.getAndSet(true)
                ? Mono.error(new IllegalStateException("twice"))
                : Mono.just(Unpooled.copiedBuffer("x=1", UTF_8)));

        StepVerifier.create(answer(authorized().post().uri("/a").send(once)).contextWrite(TokenAuth.repeatableBody()))
                .expectErrorSatisfies(error -> assertThat(error)
                        .hasMessage("twice")
                        .satisfies(failure -> assertThat(failure.getSuppressed())
                                .anySatisfy(note ->
                                        assertThat(note).hasMessageContaining("the first attempt was answered 401"))))
                .verify(BOUND);

        assertThat(api.log()).containsExactly("/a Bearer t1");
    }
}

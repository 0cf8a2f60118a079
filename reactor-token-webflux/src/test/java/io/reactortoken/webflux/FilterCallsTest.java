package io.reactortoken.webflux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.replay.Integration;
import io.reactortoken.replay.ReplayBench;
import io.reactortoken.replay.Reply;
import io.reactortoken.replay.Seen;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Every way to end a call of WebClient, and every way to give it a body. */
class FilterCallsTest extends ReplayBench {

    @Override
    public Integration integration() {
        return new FilterIntegration();
    }

    private TokenAuthFilter auth() {
        return TokenAuthFilter.with(tokens()).allowPlaintext(api.origin());
    }

    private WebClient web(TokenAuthFilter auth) {
        return FilterIntegration.web(client(pools.of(1)))
                .baseUrl(api.origin())
                .filter(auth.build())
                .build();
    }

    record Way(String name, Function<RequestHeadersSpec<?>, Mono<String>> end) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way> waysToEnd() {
        return Stream.of(
                new Way("retrieve, bodyToMono", request -> request.retrieve().bodyToMono(String.class)),
                new Way(
                        "retrieve, bodyToFlux",
                        request -> request.retrieve().bodyToFlux(String.class).reduce("", String::concat)),
                new Way(
                        "retrieve, toEntity",
                        request -> request.retrieve()
                                .toEntity(String.class)
                                .map(entity -> String.valueOf(entity.getBody()))),
                new Way(
                        "exchangeToMono",
                        request -> request.exchangeToMono(response -> response.bodyToMono(String.class))),
                new Way(
                        "exchangeToFlux",
                        request -> request.exchangeToFlux(response -> response.bodyToFlux(String.class))
                                .reduce("", String::concat)));
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @MethodSource("waysToEnd")
    @DisplayName("RS-01: a refused token is renewed and the request replayed, on the one connection there is")
    void replaysOnce(Way way) {
        api.accepting("Bearer t2");

        expect(way.end().apply(web(auth()).get().uri("/a")), "ok");

        assertThat(api.log()).containsExactly("/a Bearer t1", "/a Bearer t2");
        assertThat(api.connections()).isEqualTo(1);
    }

    @Test
    @DisplayName("RS-01: onStatus does not see the 401 that was replayed")
    void onStatusSeesTheLastAnswer() {
        api.accepting("Bearer t2");
        AtomicInteger calls = new AtomicInteger();

        Mono<String> call = web(auth())
                .get()
                .uri("/a")
                .retrieve()
                .onStatus(HttpStatusCode::isError, response -> {
                    calls.incrementAndGet();
                    return response.createException();
                })
                .bodyToMono(String.class);

        expect(call, "ok");
        assertThat(calls).hasValue(0);
    }

    @Test
    @DisplayName("RS-02: 401 for ever: onStatus and the exception of Spring, with the body, and without a token")
    void refusedForEver() {
        api.accepting();

        StepVerifier.create(web(auth()).get().uri("/a").retrieve().toBodilessEntity())
                .expectErrorSatisfies(error -> {
                    assertThat(error).isInstanceOf(WebClientResponseException.Unauthorized.class);
                    WebClientResponseException refusal = (WebClientResponseException) error;
                    assertThat(refusal.getResponseBodyAsString()).isEqualTo(Reply.REFUSAL);
                    assertThat(requireNonNull(refusal.getRequest()).getHeaders().toString())
                            .doesNotContain("Bearer");
                })
                .verify(BOUND);
    }

    record Bodied(String name, Consumer<WebClient.RequestBodySpec> set) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bodied> bodies() {
        return Stream.of(
                new Bodied("a value", request -> request.bodyValue("x=1")),
                new Bodied("a mono", request -> request.body(Mono.just("x=1"), String.class)),
                new Bodied("a flux", request -> request.body(Flux.just("x=", "1"), String.class)),
                new Bodied(
                        "a stream that is flushed",
                        request -> request.contentType(MediaType.APPLICATION_NDJSON)
                                .body(Flux.just("x=", "1"), String.class)),
                new Bodied("a form", request -> request.body(BodyInserters.fromFormData("x", "1"))),
                new Bodied(
                        "a resource",
                        request ->
                                request.body(BodyInserters.fromResource(new ByteArrayResource("x=1".getBytes(UTF_8))))),
                new Bodied("multipart", request -> {
                    MultipartBodyBuilder parts = new MultipartBodyBuilder();
                    parts.part("x", "1");
                    request.body(BodyInserters.fromMultipartData(parts.build()));
                }),
                new Bodied("buffers", request -> request.body(BodyInserters.fromDataBuffers(buffers()))));
    }

    private static Flux<DataBuffer> buffers() {
        return Flux.just("x=", "1").map(text -> DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(UTF_8)));
    }

    private Mono<String> post(WebClient web, Bodied body, Consumer<Map<String, Object>> attributes) {
        WebClient.RequestBodySpec request = web.post().uri("/a").attributes(attributes);
        body.set().accept(request);
        return request.exchangeToMono(response -> response.bodyToMono(String.class));
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @MethodSource("bodies")
    @DisplayName("RS-48, RS-49: whatever makes the body: not sent again, unless it can be had again, or is remembered")
    void bodies(Bodied body) {
        api.accepting("Bearer t3");

        expect(post(web(auth()), body, TokenAuthFilter.bufferedBody(1_000)), Reply.REFUSAL);
        assertThat(api.seen()).hasSize(2);
        assertSameBodies();

        api.accepting("Bearer t3");
        api.seen().clear();
        expect(post(web(auth()), body, attributes -> {}), Reply.REFUSAL);
        assertThat(api.log()).containsExactly("/a Bearer t2");

        api.accepting("Bearer t4");
        api.seen().clear();
        expect(post(web(auth()), body, TokenAuthFilter.repeatableBody()), "ok");
        assertThat(api.log()).containsExactly("/a Bearer t3", "/a Bearer t4");
        if (!body.name().equals("multipart")) { // its boundary is new each time
            assertSameBodies();
        }
    }

    private void assertSameBodies() {
        Seen first = api.seen().get(0);
        assertThat(first.text()).containsPattern("x(=|\"\r\n(.*\r\n)*\r\n)1");
        assertThat(api.seen().get(1).text()).isEqualTo(first.text());
        assertThat(api.seen().get(1).headers().get("Content-Type"))
                .isEqualTo(first.headers().get("Content-Type"));
    }

    @Test
    @DisplayName("RS-49: the client remembers all bodies")
    void clientBuffers() {
        api.accepting("Bearer t2");
        AtomicBoolean used = new AtomicBoolean();
        Flux<String> once = Flux.defer(
                () -> used.getAndSet(true) ? Flux.error(new IllegalStateException("twice")) : Flux.just("x=", "1"));

        Mono<String> call = web(auth().bufferBodies(3))
                .post()
                .uri("/a")
                .body(once, String.class)
                .retrieve()
                .bodyToMono(String.class);

        expect(call, "ok");
        assertThat(api.seen()).extracting(Seen::text).containsExactly("x=1", "x=1");
    }

    @Test
    @DisplayName(
            "RS-50: a body that cannot be had again, against its owner's word: the 401 as it came, not the body's error")
    void brokenPromise() {
        api.answering(seen -> Reply.refusal().header("X-Seen", "1"));
        AtomicBoolean used = new AtomicBoolean();

        for (Bodied once : Stream.of(
                        new Bodied(
                                "mono",
                                r -> r.body(
                                        Mono.defer(() -> used.getAndSet(true)
                                                ? Mono.error(new IllegalStateException("twice"))
                                                : Mono.just("x=1")),
                                        String.class)),
                        new Bodied(
                                "flux",
                                r -> r.body(
                                        Flux.defer(() -> used.getAndSet(true)
                                                ? Flux.error(new IllegalStateException("twice"))
                                                : Flux.just("x=", "1")),
                                        String.class)))
                .toList()) {
            used.set(false);
            WebClient.RequestBodySpec request =
                    web(auth().repeatableBodies()).post().uri("/a");
            once.set().accept(request);

            expect(
                    request.exchangeToMono(response -> response.bodyToMono(String.class)
                            .map(text -> response.statusCode().value() + " " + text
                                    + response.headers().header("X-Seen"))),
                    "401 " + Reply.REFUSAL + "[1]");
        }
        // no replay arrived whole
        assertThat(api.log()).hasSize(2);
    }

    @Test
    @DisplayName("RS-48: a limit without room is refused when it is set")
    void bufferNeedsRoom() {
        assertThatThrownBy(() -> auth().bufferBodies(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TokenAuthFilter.bufferedBody(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}

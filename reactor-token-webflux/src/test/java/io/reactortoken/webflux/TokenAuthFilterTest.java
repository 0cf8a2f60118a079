package io.reactortoken.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

class TokenAuthFilterTest {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private final ConnectionProvider pool = ConnectionProvider.builder("one")
            .maxConnections(1)
            .pendingAcquireMaxCount(-1)
            .pendingAcquireTimeout(Duration.ofSeconds(5))
            .build();
    private final ConnectionProvider wide = ConnectionProvider.builder("wide")
            .maxConnections(20)
            .pendingAcquireMaxCount(-1)
            .build();
    private final MockWebServer server = new MockWebServer();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final AtomicInteger current = new AtomicInteger(1);

    private volatile String accepted = "Bearer t2";
    private volatile String challenge = "Bearer error=\"invalid_token\"";
    private volatile Mono<Void> renewal = Mono.empty();

    private final TokenSource tokens = new TokenSource() {
        @Override
        public Mono<AccessToken> token() {
            Mono<AccessToken> token =
                    Mono.fromSupplier(() -> AccessToken.bearer("t" + current.get(), Duration.ofHours(1)));
            return Mono.defer(() -> current.get() == 1 ? token : renewal.then(token));
        }

        @Override
        public void invalidate(AccessToken rejected) {
            int held = current.get();
            if (rejected.reveal().equals("t" + held)) {
                current.compareAndSet(held, held + 1);
            }
        }
    };

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String authorization = String.join(",", request.getHeaders().values("Authorization"));
                log.add(request.getMethod() + " " + authorization);
                if (authorization.equals(accepted) || accepted.equals("any")) {
                    return new MockResponse.Builder().body(authorization).build();
                }
                MockResponse.Builder refusal =
                        new MockResponse.Builder().code(401).addHeader("WWW-Authenticate", challenge);
                return switch (String.valueOf(request.getUrl().queryParameter("refusal"))) {
                    case "large" -> refusal.body("x".repeat(4_000_000)).build();
                    case "stalled" ->
                        refusal.body("x".repeat(100))
                                .bodyDelay(30, TimeUnit.SECONDS)
                                .build();
                    default -> refusal.body("no").build();
                };
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        pool.disposeLater().block(BOUND);
        wide.disposeLater().block(BOUND);
    }

    private String origin() {
        return "http://" + server.getHostName() + ":" + server.getPort();
    }

    private WebClient client(TokenSource source) {
        return client(TokenAuthFilter.with(source).allowPlaintext(origin()));
    }

    private WebClient client(TokenAuthFilter filter) {
        return client(filter, pool);
    }

    private WebClient client(TokenAuthFilter filter, ConnectionProvider pool) {
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create(pool)))
                .baseUrl(origin())
                .filter(filter.build())
                .build();
    }

    private static Mono<String> exchange(WebClient.RequestHeadersSpec<?> request) {
        return request.exchangeToMono(response -> response.bodyToMono(String.class)
                .map(body -> response.statusCode().value() + " " + body));
    }

    private static void expect(Mono<String> call, String answer) {
        StepVerifier.create(call).expectNext(answer).expectComplete().verify(BOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large", "stalled"})
    @DisplayName("RS-01, RS-45 to RS-47 a refused token is renewed and the request replayed, on one connection")
    void replaysOnce(String refusal) {
        expect(exchange(client(tokens).get().uri("/?refusal=" + refusal)), "200 Bearer t2");

        assertThat(log).containsExactly("GET Bearer t1", "GET Bearer t2");
    }

    @Test
    @DisplayName("RS-02 401 for ever: two requests, and the second answer is the caller's")
    void endless401() {
        accepted = "none";

        expect(exchange(client(tokens).get().uri("/")), "401 no");

        assertThat(log).containsExactly("GET Bearer t1", "GET Bearer t2");
    }

    @Test
    @DisplayName("RS-19 no new token: the caller gets the 401 as it came")
    void failingRenewalGivesTheOriginal() {
        renewal = Mono.delay(Duration.ofMillis(20)).then(Mono.error(new IllegalStateException("down")));

        expect(exchange(client(tokens).get().uri("/")), "401 no");

        assertThat(log).containsExactly("GET Bearer t1");
    }

    @Test
    @DisplayName("RS-21 the same token again: no replay")
    void sameTokenGivesTheOriginal() {
        TokenSource fixed = TokenSource.fixed(AccessToken.bearer("t1", Duration.ofHours(1)));

        expect(exchange(client(fixed).get().uri("/")), "401 no");

        assertThat(log).containsExactly("GET Bearer t1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic realm=\"x\"", "Bearer error=\"insufficient_scope\""})
    @DisplayName("RS-07, RS-16 a 401 that a new token does not help is the caller's")
    void otherChallengesPass(String other) {
        challenge = other;

        expect(exchange(client(tokens).get().uri("/")), "401 no");

        assertThat(log).hasSize(1);
        assertThat(current).hasValue(1);
    }

    @Test
    @DisplayName("RS-48 a request with a body is not replayed; the token is reported for the next one")
    void bodyIsNotReplayed() {
        WebClient client = client(tokens);

        expect(exchange(client.post().uri("/").bodyValue("x=1")), "401 no");
        expect(exchange(client.post().uri("/").bodyValue("x=1")), "200 Bearer t2");

        assertThat(log).containsExactly("POST Bearer t1", "POST Bearer t2");
    }

    @Test
    @DisplayName("RS-01 a POST without a body is replayed")
    void emptyPostIsReplayed() {
        expect(exchange(client(tokens).post().uri("/")), "200 Bearer t2");
    }

    @Test
    @DisplayName("R6750-01 an Authorization header that is there is left alone, wherever the request goes")
    void existingHeaderIsRespected() {
        WebClient elsewhere = client(TokenAuthFilter.with(tokens).allow("https://api.example.com"));

        expect(exchange(client(tokens).get().uri("/").header("Authorization", "Basic own")), "401 no");
        expect(exchange(elsewhere.get().uri("/").header("Authorization", "Basic own")), "401 no");

        assertThat(log).containsExactly("GET Basic own", "GET Basic own");
        assertThat(current).hasValue(1);
    }

    @Test
    @DisplayName("RS-35, RS-39 a foreign origin: an error, no token is asked for, nothing is sent")
    void foreignOriginIsRefused() {
        TokenSource untouched = TokenSource.of(() -> Mono.error(new AssertionError("asked")));
        WebClient client = client(TokenAuthFilter.with(untouched).allow("https://api.example.com"));

        StepVerifier.create(exchange(client.get().uri("/")))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(TokenConfigurationException.class)
                        .hasMessageContaining("CFG origin not allowed")
                        .hasMessageContaining(origin()))
                .verify(BOUND);

        assertThat(log).isEmpty();
    }

    @Test
    @DisplayName("RS-03, RS-04 200 concurrent 401s with one token: one renewal")
    void manyAtOnce() {
        WebClient client = client(TokenAuthFilter.with(tokens).allowPlaintext(origin()), wide);

        StepVerifier.create(Flux.range(0, 200)
                        .flatMap(n -> exchange(client.get().uri("/")), 200)
                        .filter("200 Bearer t2"::equals)
                        .count())
                .expectNext(200L)
                .expectComplete()
                .verify(BOUND);

        assertThat(current).hasValue(2);
    }

    @Test
    @DisplayName("one filter, many subscribers, each with the token of its own Context")
    void sourcesOfTheContextDoNotMix() {
        accepted = "any";
        Mono<String> call = exchange(client(
                        TokenAuthFilter.resolving(context -> TokenSource.fixed(
                                        AccessToken.bearer(context.get("tenant"), Duration.ofHours(1))))
                                .allowPlaintext(origin()),
                        wide)
                .get()
                .uri("/"));

        StepVerifier.create(Flux.range(0, 200)
                        .flatMap(n -> call.filter(answer -> !answer.equals("200 Bearer tenant" + n))
                                .contextWrite(Context.of("tenant", "tenant" + n))))
                .expectComplete()
                .verify(BOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    @DisplayName("RS-53 cancelled while the new token is awaited: no replay, and the connection is not lost")
    void cancelledWhileTheTokenIsAwaited(String refusal) {
        Sinks.Empty<Void> asked = Sinks.empty();
        renewal = Mono.<Void>never().doOnSubscribe(s -> asked.tryEmitEmpty());

        StepVerifier.create(exchange(client(tokens).get().uri("/?refusal=" + refusal))
                        .takeUntilOther(asked.asMono()))
                .expectComplete()
                .verify(BOUND);
        renewal = Mono.empty();

        expect(exchange(client(tokens).get().uri("/")), "200 Bearer t2");
        assertThat(log).containsExactly("GET Bearer t1", "GET Bearer t2");
    }

    @Test
    void anEmptyAllowListIsRefusedWhenBuilt() {
        assertThatThrownBy(() -> TokenAuthFilter.with(tokens).build())
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageContaining("CFG no origin is allowed");
    }
}

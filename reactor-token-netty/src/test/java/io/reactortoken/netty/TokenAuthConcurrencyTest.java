package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.reactortoken.AccessToken;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

class TokenAuthConcurrencyTest extends TokenAuthFixture {

    @ParameterizedTest
    @ValueSource(ints = {1, 50})
    @DisplayName("RS-03, RS-04, RS-47 400 concurrent 401s with one token: one renewal, one replay each, no deadlock")
    void manyAtOnce(int connections) {
        int calls = 400;
        ConnectionProvider pool = ConnectionProvider.builder("some")
                .maxConnections(connections)
                .pendingAcquireMaxCount(-1)
                .build();
        try (FakeApi api = FakeApi.accepting("Bearer t2")) {
            HttpClient client = TokenAuth.with(tokens)
                    .allowPlaintext(api.origin())
                    .apply(HttpClient.create(pool).baseUrl(api.origin()));

            StepVerifier.create(Flux.range(0, calls)
                            .flatMap(n -> get(client, "/a"), calls)
                            .filter("200 ok"::equals)
                            .count())
                    .expectNext((long) calls)
                    .expectComplete()
                    .verify(BOUND);

            assertThat(tokens.fetches).hasValue(2);
            assertThat(api.log).hasSizeLessThanOrEqualTo(2 * calls);
        } finally {
            pool.disposeLater().block(BOUND);
        }
    }

    @Test
    @DisplayName("one mono, many subscribers, each with the token of its own Context")
    void sourcesOfTheContextDoNotMix() {
        int calls = 1_000;
        Map<String, CountedTokens> byTenant = new ConcurrentHashMap<>();
        try (FakeApi api = FakeApi.acceptingAny()) {
            Mono<String> call = get(
                    TokenAuth.resolving(context -> byTenant.computeIfAbsent(
                                    context.get("tenant"), tenant -> new CountedTokens(tenant)))
                            .allowPlaintext(api.origin())
                            .apply(HttpClient.create().baseUrl(api.origin())),
                    "/echo");

            StepVerifier.create(Flux.range(0, calls)
                            .flatMap(
                                    n -> call.filter(answer -> !answer.equals("200 Bearer tenant" + n + "-1"))
                                            .contextWrite(Context.of("tenant", "tenant" + n + "-")),
                                    64))
                    .expectComplete()
                    .verify(BOUND);

            assertThat(byTenant).hasSize(calls);
        }
    }

    @Test
    @DisplayName("a function that throws, for instance for a missing tenant, fails the request")
    void throwingResolverIsSignalled() {
        try (FakeApi api = FakeApi.accepting()) {
            HttpClient client = TokenAuth.resolving(context -> context.get("tenant"))
                    .allowPlaintext(api.origin())
                    .apply(HttpClient.create(one).baseUrl(api.origin()));

            StepVerifier.create(get(client, "/a"))
                    .expectError(NoSuchElementException.class)
                    .verify(BOUND);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/large", "/stalled", "/endless"})
    @DisplayName("RS-53 cancelled while the new token is awaited: no replay, and the connection is not lost")
    void cancelledWhileTheTokenIsAwaited(String path) {
        Sinks.Empty<Void> asked = Sinks.empty();
        AtomicReference<Mono<AccessToken>> renewal =
                new AtomicReference<>(Mono.<AccessToken>never().doOnSubscribe(s -> asked.tryEmitEmpty()));
        CountedTokens slow = new CountedTokens() {
            @Override
            Mono<AccessToken> renewal(AccessToken held) {
                return renewal.get();
            }
        };
        try (FakeApi api = FakeApi.accepting("Bearer t2")) {
            StepVerifier.create(get(client(api, slow), path).takeUntilOther(asked.asMono()))
                    .expectComplete()
                    .verify(BOUND);
            renewal.set(Mono.just(AccessToken.bearer("t2", Duration.ofHours(1))));

            // the pool has one connection: this call waits for it
            StepVerifier.create(get(client(api, slow), "/after"))
                    .expectNext("200 ok")
                    .expectComplete()
                    .verify(BOUND);
            assertThat(api.log).containsExactly(path + " Bearer t1", "/after Bearer t2");
        }
    }

    @Test
    @DisplayName("RS-41 a websocket's upgrade carries the token, and is replayed once")
    void websocketIsReplayed() {
        try (FakeApi api = FakeApi.accepting("Bearer t2")) {
            Flux<String> messages = client(api, tokens)
                    .websocket()
                    .uri("ws://127.0.0.1:" + api.port() + "/ws")
                    .receive()
                    .asString();

            StepVerifier.create(messages).expectNext("hello").expectComplete().verify(BOUND);
            StepVerifier.create(get(client(api, tokens), "/after"))
                    .expectNext("200 ok")
                    .expectComplete()
                    .verify(BOUND);

            assertThat(api.log).containsExactly("/ws Bearer t1", "/ws Bearer t2", "/after Bearer t2");
        }
    }

    @Test
    @DisplayName("RS-41, RS-02 a websocket that is refused for ever: two upgrades, and the refusal is the caller's")
    void refusedWebsocket() {
        try (FakeApi api = FakeApi.accepting()) {
            Flux<String> messages =
                    client(api, tokens).websocket().uri("/ws").receive().asString();

            StepVerifier.create(messages)
                    .expectError(WebSocketClientHandshakeException.class)
                    .verify(BOUND);

            assertThat(api.log).containsExactly("/ws Bearer t1", "/ws Bearer t2");
        }
    }
}

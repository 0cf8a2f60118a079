package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

class TokenAuthReplayTest extends TokenAuthFixture {

    static Stream<Get> waysToGet() {
        return Stream.of(
                new Get("responseSingle", client -> get(client, "/a")),
                new Get(
                        "response",
                        client -> client.get()
                                .uri("/a")
                                .response((response, body) ->
                                        read(response.status().code(), body.aggregate()))),
                new Get(
                        "responseContent",
                        client -> client.get()
                                .uri("/a")
                                .responseContent()
                                .aggregate()
                                .asString()
                                .map(text -> "200 " + text)),
                new Get(
                        "responseConnection",
                        client -> client.get()
                                .uri("/a")
                                .responseConnection((response, connection) -> read(
                                        response.status().code(),
                                        connection.inbound().receive().aggregate()))),
                new Get(
                        "empty post",
                        client -> client.post()
                                .uri("/a")
                                .responseSingle((response, body) ->
                                        read(response.status().code(), body))));
    }

    record Get(String name, Function<HttpClient, Publisher<String>> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("waysToGet")
    @DisplayName("RS-01 a refused token is renewed, and the request replayed, on the one connection there is")
    void replaysOnce(Get way) {
        try (FakeApi api = FakeApi.accepting("Bearer t2")) {
            StepVerifier.create(way.call().apply(client(api, tokens)))
                    .expectNext("200 ok")
                    .expectComplete()
                    .verify(BOUND);

            assertThat(api.log).containsExactly("/a Bearer t1", "/a Bearer t2");
            assertThat(tokens.reported).containsExactly(AccessToken.bearer("t1", Duration.ZERO));
        }
    }

    @Test
    @DisplayName("RS-02 401 for ever: two requests, and the second answer is the caller's")
    void endless401() {
        try (FakeApi api = FakeApi.accepting()) {
            StepVerifier.create(get(client(api, tokens), "/a"))
                    .expectNext("401 " + FakeApi.REFUSAL)
                    .expectComplete()
                    .verify(BOUND);

            assertThat(api.log).containsExactly("/a Bearer t1", "/a Bearer t2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/endless", "/stalled", "/large"})
    @DisplayName("RS-45, RS-46 a 401 that does not end, or is large, does not keep the replay waiting")
    void drainIsBounded(String path) {
        try (FakeApi api = FakeApi.accepting("Bearer t2")) {
            StepVerifier.create(get(client(api, tokens), path))
                    .expectNext("200 ok")
                    .expectComplete()
                    .verify(BOUND);
            StepVerifier.create(get(client(api, tokens), "/after"))
                    .expectNext("200 ok")
                    .expectComplete()
                    .verify(BOUND);
        }
    }

    @Test
    @DisplayName("RS-19 no new token: the caller gets the 401 as it came")
    void failingRenewalGivesTheOriginal() {
        TokenSource failing = new CountedTokens() {
            @Override
            Mono<AccessToken> renewal(AccessToken held) {
                return Mono.delay(Duration.ofMillis(20)).then(Mono.error(new IllegalStateException("down")));
            }
        };
        try (FakeApi api = FakeApi.accepting()) {
            StepVerifier.create(get(client(api, failing), "/a"))
                    .expectNext("401 " + FakeApi.REFUSAL)
                    .expectComplete()
                    .verify(BOUND);

            assertThat(api.log).containsExactly("/a Bearer t1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/large", "/stalled"})
    @DisplayName("RS-01 renewal takes its time: the answer that is held meanwhile ends, and is replaced all the same")
    void slowRenewal(String path) {
        TokenSource slow = new CountedTokens() {
            @Override
            Mono<AccessToken> renewal(AccessToken held) {
                return Mono.delay(Duration.ofMillis(50)).thenReturn(held);
            }
        };
        try (FakeApi api = FakeApi.accepting("Bearer t2")) {
            StepVerifier.create(get(client(api, slow), path))
                    .expectNext("200 ok")
                    .expectComplete()
                    .verify(BOUND);
        }
    }

    @Test
    @DisplayName("RS-19 a source that throws when it is told costs nobody the 401")
    void throwingReportGivesTheOriginal() {
        TokenSource throwing = new CountedTokens() {
            @Override
            public void invalidate(AccessToken rejected) {
                throw new IllegalStateException("down");
            }
        };
        try (FakeApi api = FakeApi.accepting()) {
            StepVerifier.create(get(client(api, throwing), "/a")
                            .concatWith(post(client(api, throwing), ByteBufMono.fromString(Mono.just("x=1")))))
                    .expectNext("401 " + FakeApi.REFUSAL, "401 " + FakeApi.REFUSAL)
                    .expectComplete()
                    .verify(BOUND);
        }
    }

    @Test
    @DisplayName("RS-21 the same token again: no replay")
    void sameTokenGivesTheOriginal() {
        TokenSource fixed = TokenSource.fixed(AccessToken.bearer("t1", Duration.ofHours(1)));
        try (FakeApi api = FakeApi.accepting()) {
            StepVerifier.create(get(client(api, fixed), "/a"))
                    .expectNext("401 " + FakeApi.REFUSAL)
                    .expectComplete()
                    .verify(BOUND);

            assertThat(api.log).containsExactly("/a Bearer t1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic realm=\"x\"",
                "Negotiate, NTLM TlRMTVNT==",
                "Bearer error=\"insufficient_scope\", scope=\"a:b\"",
                "Bearer error=insufficient_user_authentication, acr_values=\"x\"",
                "Basic realm=\"x\", bearer realm=\"y\", ERROR = \"invalid_request\""
            })
    @DisplayName("RS-07, RS-08, RS-16 to RS-18 a 401 that a new token does not help is the caller's, and not reported")
    void otherChallengesPass(String challenge) {
        try (FakeApi api = FakeApi.accepting().challenging(challenge)) {
            StepVerifier.create(get(client(api, tokens), "/a"))
                    .expectNext("401 " + FakeApi.REFUSAL)
                    .expectComplete()
                    .verify(BOUND);

            assertThat(api.log).hasSize(1);
            assertThat(tokens.reported).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Basic realm=\"a\", Bearer error=\"invalid_token\"", "\"\u0001,,,"})
    @DisplayName("RS-05, RS-06, RS-09, RS-12 a 401 that may be about the token is replayed")
    void possibleTokenChallengesAreReplayed(String challenge) {
        try (FakeApi api = FakeApi.accepting("Bearer t2").challenging(challenge.replace("\u0001", ""))) {
            StepVerifier.create(get(client(api, tokens), "/a"))
                    .expectNext("200 ok")
                    .expectComplete()
                    .verify(BOUND);
        }
    }

    @Test
    @DisplayName("RS-48 a request with a body is not replayed; the token is reported for the next one")
    void bodyIsNotReplayed() {
        try (FakeApi api = FakeApi.accepting("Bearer t2")) {
            HttpClient client = client(api, tokens);
            Mono<String> whole = post(client, ByteBufMono.fromString(Mono.just("x=1")));
            Mono<String> chunked = post(client, ByteBufFlux.fromString(Flux.just("x=", "1")));

            StepVerifier.create(whole)
                    .expectNext("401 " + FakeApi.REFUSAL)
                    .expectComplete()
                    .verify(BOUND);
            StepVerifier.create(chunked).expectNext("200 ok").expectComplete().verify(BOUND);

            assertThat(api.log).containsExactly("/post Bearer t1", "/post Bearer t2");
        }
        try (FakeApi api = FakeApi.accepting()) {
            Mono<String> chunked = post(client(api, tokens), ByteBufFlux.fromString(Flux.just("x=", "1")));

            StepVerifier.create(chunked)
                    .expectNext("401 " + FakeApi.REFUSAL)
                    .expectComplete()
                    .verify(BOUND);
        }
    }

    private static Mono<String> post(HttpClient client, Publisher<? extends ByteBuf> body) {
        return client.post()
                .uri("/post")
                .send(body)
                .responseSingle((response, answer) -> read(response.status().code(), answer));
    }
}

package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.reactortoken.AccessToken;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenResponseException;
import io.reactortoken.TokenSource;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

class TokenAuthTest extends TokenAuthFixture {

    @Test
    @DisplayName("R6750-01 an Authorization header of the client's own is left alone, and its 401 too")
    void existingHeaderIsRespected() {
        try (FakeApi api = FakeApi.accepting()) {
            HttpClient own = client(api, tokens).headers(h -> h.set(HttpHeaderNames.AUTHORIZATION, "Basic own"));

            StepVerifier.create(get(own, "/a"))
                    .expectNext("401 " + FakeApi.REFUSAL)
                    .expectComplete()
                    .verify(BOUND);

            assertThat(api.log).containsExactly("/a Basic own");
            assertThat(tokens.reported).isEmpty();
        }
    }

    @Test
    @DisplayName("R6750-01 a header that the handler sets replaces the token's; its 401 is not the token's")
    void headerOfTheHandlerWins() {
        try (FakeApi api = FakeApi.accepting()) {
            Mono<String> own = client(api, tokens)
                    .request(HttpMethod.GET)
                    .uri("/a")
                    .send((request, outbound) -> request.header(HttpHeaderNames.AUTHORIZATION, "Basic own")
                                    .requestHeaders()
                                    .isEmpty()
                            ? Mono.empty()
                            : outbound)
                    .responseSingle((response, body) -> read(response.status().code(), body));

            StepVerifier.create(own)
                    .expectNext("401 " + FakeApi.REFUSAL)
                    .expectComplete()
                    .verify(BOUND);

            assertThat(api.log).containsExactly("/a Basic own");
            assertThat(tokens.reported).isEmpty();
        }
    }

    @Test
    @DisplayName("RS-58 two decorators: the inner one's token is sent, and there is one replay")
    void stackedDecorators() {
        try (FakeApi api = FakeApi.accepting()) {
            CountedTokens outer = new CountedTokens("outer");
            HttpClient both = TokenAuth.with(outer).allowPlaintext(api.origin()).apply(client(api, tokens));

            StepVerifier.create(get(both, "/a"))
                    .expectNext("401 " + FakeApi.REFUSAL)
                    .expectComplete()
                    .verify(BOUND);

            assertThat(api.log).containsExactly("/a Bearer t1", "/a Bearer t2");
            assertThat(outer.reported).isEmpty();
        }
    }

    @Test
    @DisplayName("RS-62 a request that is assembled once asks for a token each time")
    void asksOnEachSubscription() {
        try (FakeApi api = FakeApi.accepting("Bearer t1", "Bearer t2")) {
            Mono<String> request = get(client(api, tokens), "/a");

            request.block(BOUND);
            tokens.invalidate(AccessToken.bearer("t1", Duration.ZERO));
            request.block(BOUND);

            assertThat(api.log).containsExactly("/a Bearer t1", "/a Bearer t2");
        }
    }

    @Test
    void failingSourceFailsTheRequestBeforeItConnects() {
        try (FakeApi api = FakeApi.accepting()) {
            HttpClient failing = client(api, TokenSource.of(() -> Mono.error(new IllegalStateException("down"))));
            HttpClient empty = client(api, TokenSource.of(Mono::empty));

            StepVerifier.create(get(failing, "/a")).expectErrorMessage("down").verify(BOUND);
            StepVerifier.create(get(empty, "/a"))
                    .expectError(TokenResponseException.class)
                    .verify(BOUND);

            assertThat(api.log).isEmpty();
        }
    }

    @Test
    @DisplayName("R6749-40 an allow-list that allows nobody, or holds what is no origin, is refused when built")
    void allowListIsMandatory() {
        TokenAuth auth = TokenAuth.with(tokens);

        assertThatThrownBy(() -> auth.apply(HttpClient.create()))
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageContaining("CFG no origin is allowed");
        assertThatThrownBy(() -> auth.allow("http://api.example.com")).isInstanceOf(TokenConfigurationException.class);
    }
}

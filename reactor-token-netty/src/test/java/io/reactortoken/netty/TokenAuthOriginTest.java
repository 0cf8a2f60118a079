package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenConfigurationException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.tcp.TcpServer;
import reactor.test.StepVerifier;

class TokenAuthOriginTest extends TokenAuthFixture {

    private static void assertRefused(Mono<String> call) {
        StepVerifier.create(call)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(TokenConfigurationException.class)
                        .hasMessageContaining("CFG origin not allowed")
                        .hasMessageContaining("[H-ORIGIN]"))
                .verify(BOUND);
    }

    @Test
    @DisplayName("RS-35 a URL of a foreign origin: an error, and not even a connection")
    void foreignOriginIsRefusedBeforeItConnects() {
        AtomicReference<String> connected = new AtomicReference<>("nobody");
        DisposableServer foreign = TcpServer.create()
                .host("127.0.0.1")
                .doOnConnection(connection -> connected.set("somebody"))
                .bindNow(BOUND);
        try (FakeApi api = FakeApi.accepting("Bearer t1")) {
            HttpClient client = client(api, tokens);

            assertRefused(get(client, "http://127.0.0.1:" + foreign.port() + "/a"));
            assertRefused(get(client, "http://api@127.0.0.1:" + foreign.port() + "/a"));

            assertThat(connected).hasValue("nobody");
            StepVerifier.create(get(client, "/a"))
                    .expectNext("200 ok")
                    .expectComplete()
                    .verify(BOUND);
        } finally {
            foreign.disposeNow(BOUND);
        }
    }

    @Test
    @DisplayName("RS-35 a foreign origin that shows only when the request is written: nothing is sent, nothing leaks")
    void foreignOriginIsRefusedWhenWritten() {
        try (FakeApi api = FakeApi.accepting("Bearer t1");
                FakeApi foreign = FakeApi.accepting()) {
            HttpClient byPort = TokenAuth.with(tokens)
                    .allowPlaintext(api.origin())
                    .apply(HttpClient.create(one).host("127.0.0.1").port(foreign.port()));

            assertRefused(get(byPort, "/a"));
            assertRefused(get(byPort, "/a"));

            assertThat(foreign.log).isEmpty();
            StepVerifier.create(get(byPort.port(api.port()), "/a"))
                    .expectNext("200 ok")
                    .expectComplete()
                    .verify(BOUND);
        }
    }

    @ParameterizedTest
    @DisplayName("RS-32 only the exact origin is meant")
    @ValueSource(strings = {"http://localhost:%d/a", "http://127.0.0.1.:%d/a", "http://x.127.0.0.1:%d/a"})
    void similarHostsAreForeign(String pattern) {
        try (FakeApi api = FakeApi.accepting("Bearer t1")) {
            assertRefused(get(client(api, tokens), String.format(pattern, api.port())));

            assertThat(api.log).isEmpty();
        }
    }

    @Test
    @DisplayName("RS-39 a plaintext origin must be named as such; a predicate does not see it")
    void plaintextIsNotForPredicates() {
        try (FakeApi api = FakeApi.accepting("Bearer t1")) {
            HttpClient client = TokenAuth.with(tokens)
                    .allow((URI origin) -> true)
                    .apply(HttpClient.create(one).baseUrl(api.origin()));

            assertRefused(get(client, "/a"));

            assertThat(api.log).isEmpty();
        }
    }

    @Test
    @DisplayName("RS-33 a redirect within the origin carries the token, also the one of the replay")
    void redirectWithinTheOrigin() {
        try (FakeApi api = FakeApi.accepting("Bearer t2").redirecting("/from", "/to")) {
            HttpClient client = client(api, tokens).followRedirect(true);

            StepVerifier.create(get(client, "/from"))
                    .expectNext("200 ok")
                    .expectComplete()
                    .verify(BOUND);

            assertThat(api.log).containsExactly("/from Bearer t1", "/to Bearer t1", "/from Bearer t2", "/to Bearer t2");
        }
    }

    @Test
    @DisplayName("RS-30 a redirect to another origin carries nothing, and its 401 is not the token's")
    void redirectToAnotherOrigin() {
        try (FakeApi foreign = FakeApi.accepting();
                FakeApi api = FakeApi.accepting().redirecting("/from", foreign.origin() + "/to")) {
            HttpClient client = client(api, tokens).followRedirect(true);

            StepVerifier.create(get(client, "/from"))
                    .expectNext("401 " + FakeApi.REFUSAL)
                    .expectComplete()
                    .verify(BOUND);

            assertThat(foreign.log).containsExactly("/to -");
            assertThat(tokens.reported).isEmpty();
        }
    }

    @Test
    @DisplayName("RS-34 there and back again: the stranger in the middle sees nothing")
    void redirectThereAndBack() {
        try (FakeApi foreign = FakeApi.accepting();
                FakeApi api = FakeApi.accepting("Bearer t1").redirecting("/from", foreign.origin() + "/via")) {
            foreign.redirecting("/via", api.origin() + "/to");
            HttpClient client = client(api, tokens).followRedirect(true);

            StepVerifier.create(get(client, "/from"))
                    .expectNext("200 ok")
                    .expectComplete()
                    .verify(BOUND);

            assertThat(foreign.log).containsExactly("/via -");
            assertThat(api.log).containsExactly("/from Bearer t1", "/to Bearer t1");
        }
    }
}

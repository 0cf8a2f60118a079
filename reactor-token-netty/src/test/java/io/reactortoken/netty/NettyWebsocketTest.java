package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.reactortoken.AccessToken;
import io.reactortoken.replay.Integration;
import io.reactortoken.replay.ReplayBench;
import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

/** The upgrade of a websocket is a request like another, but for its 401, which arrives as an error. */
class NettyWebsocketTest extends ReplayBench {

    private final List<String> upgrades = new CopyOnWriteArrayList<>();
    private volatile String accepted = "Bearer t2";

    private final DisposableServer sockets = HttpServer.create()
            .host("127.0.0.1")
            .handle((request, response) -> {
                String authorization = request.requestHeaders().get("Authorization", "-");
                upgrades.add(authorization);
                return authorization.equals(accepted)
                        ? response.sendWebsocket((in, out) -> out.sendString(Mono.just("hello")))
                        : response.status(401)
                                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                                .send();
            })
            .bindNow(BOUND);

    @Override
    public Integration integration() {
        return new NettyIntegration();
    }

    @AfterEach
    void stop() {
        sockets.disposeNow(BOUND);
    }

    private Flux<String> messages() {
        String origin = "http://127.0.0.1:" + sockets.port();
        HttpClient client = TokenAuth.with(tokens()).allowPlaintext(origin).apply(client(pools.of(1)));
        return client.websocket()
                .uri(origin.replace("http", "ws") + "/ws")
                .receive()
                .asString();
    }

    @Test
    @DisplayName("RS-41: the upgrade carries the token, and is replayed once, on a pool of one connection")
    void replayed() {
        StepVerifier.create(messages()).expectNext("hello").expectComplete().verify(BOUND);

        assertThat(upgrades).containsExactly("Bearer t1", "Bearer t2");
    }

    @Test
    @DisplayName("RS-02: an upgrade that is refused for ever: two requests, and the refusal is the caller's")
    void refusedForEver() {
        accepted = "none";

        StepVerifier.create(messages())
                .expectError(WebSocketClientHandshakeException.class)
                .verify(BOUND);

        assertThat(upgrades).containsExactly("Bearer t1", "Bearer t2");
    }

    @Test
    @DisplayName("RS-19: no new token: the refusal is the caller's")
    void noNewToken() {
        server = ScriptedSource.answering(number -> number == 1
                ? Mono.just(AccessToken.bearer("t1", Duration.ofHours(1)))
                : Mono.error(new IllegalStateException("down")));

        StepVerifier.create(messages())
                .expectError(WebSocketClientHandshakeException.class)
                .verify(BOUND);

        assertThat(upgrades).containsExactly("Bearer t1");
    }

    @Test
    @DisplayName("RS-53: cancelled while the new token is awaited: no second upgrade, and no connection is held")
    void cancelled() {
        server = ScriptedSource.silent();
        var first = messages().next().toFuture();
        server.answer(AccessToken.bearer("t1", Duration.ofHours(1)));
        await(() -> server.requests() == 2, BOUND, "a token is awaited");

        first.cancel(true);

        pools.assertIdle(BOUND);
        assertThat(upgrades).containsExactly("Bearer t1");
    }

    @Test
    @DisplayName("RS-35, RS-41, TM-18: an upgrade at an origin that nobody named fails, and nothing connects")
    void foreignOrigin() {
        HttpClient client =
                TokenAuth.with(tokens()).allow("https://api.example.com").apply(client(pools.of(1)));

        StepVerifier.create(client.websocket()
                        .uri("ws://127.0.0.1:" + sockets.port() + "/ws")
                        .receive())
                .expectErrorSatisfies(error -> assertThat(error).hasMessageContaining("CFG origin not allowed"))
                .verify(BOUND);

        assertThat(upgrades).isEmpty();
    }
}

package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import io.reactortoken.replay.Integration;
import io.reactortoken.replay.ReplayBench;
import io.reactortoken.replay.Reply;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.util.Logger;

/** Where an attempt travels: in the Context of its own subscription, which others print. */
class ContextSecrecyTest extends ReplayBench {

    private static final String CANARY = "CNRY-context-3b9f";

    private final List<String> texts = new CopyOnWriteArrayList<>();

    private final Logger everything = (Logger) Proxy.newProxyInstance(
            Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                if (arguments != null) {
                    texts.add(method.getName() + " " + Arrays.deepToString(arguments));
                }
                return method.getName().equals("getName")
                        ? "test"
                        : method.getReturnType() == boolean.class ? true : null;
            });

    @Override
    public Integration integration() {
        return new NettyIntegration();
    }

    private <T> Mono<T> logged(Mono<T> mono) {
        return mono.log(everything, Level.FINEST, true, SignalType.values());
    }

    @Test
    @DisplayName(
            "TM-15, TM-12: the Context of a request prints no token, and neither does log() around it, at any level")
    void printsNoToken() {
        api.answering(seen -> Reply.ok());
        TokenSource tokens = TokenSource.delegating(
                TokenSource.fixed(AccessToken.bearer(CANARY, Duration.ofHours(1))), this::logged);
        HttpClient client = TokenAuth.with(tokens)
                .allowPlaintext(api.origin())
                .apply(client(pools.of(1)))
                .mapConnect(this::connecting)
                .doAfterRequest((request, connection) -> texts.add("handler " + request.currentContextView()));

        String answer = logged(client.get().uri(url("/a")).responseSingle((response, body) -> {
                    texts.add("receiver " + response.currentContextView());
                    return body.asString();
                }))
                .blockOptional(BOUND)
                .orElseThrow();

        assertThat(answer).isEqualTo("ok");
        assertThat(api.log()).containsExactly("/a Bearer " + CANARY);
        assertThat(texts)
                .as("that it was printed at all")
                .anyMatch(text -> text.startsWith("handler ") && text.contains("reactor-token.attempt"))
                .anyMatch(text -> text.startsWith("receiver "))
                .anyMatch(text -> text.contains("onNext") && text.contains("AccessToken[Bearer"));
        assertThat(texts).noneMatch(text -> text.contains(CANARY));
    }

    private Mono<Connection> connecting(Mono<? extends Connection> connect) {
        return logged(connect.map(connection -> connection));
    }
}

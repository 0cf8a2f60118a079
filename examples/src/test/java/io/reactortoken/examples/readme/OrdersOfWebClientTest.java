package io.reactortoken.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.CachePolicy;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.ForcedRefreshPolicy;
import io.reactortoken.TokenSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

/** The WebClient of the README, run. */
class OrdersOfWebClientTest {

    private static final Duration BOUND = Duration.ofSeconds(20);

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger issued = new AtomicInteger();

    /** An API that has withdrawn the first token. */
    private final DisposableServer api = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> {
                String authorization = request.requestHeaders().get("Authorization", "-");
                seen.add(request.uri() + " " + authorization);
                return authorization.equals("Bearer t2")
                        ? response.sendString(Mono.just("two orders"))
                        : response.status(401)
                                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                                .send();
            })
            .bindNow(BOUND);

    private final CachedTokenSource tokens = TokenSource.of(
                    () -> Mono.just(AccessToken.bearer("t" + issued.incrementAndGet(), Duration.ofHours(1))))
            .cache(CachePolicy.builder()
                    .forcedRefresh(new ForcedRefreshPolicy(Duration.ZERO, Duration.ZERO))
                    .build());

    @AfterEach
    void stop() {
        tokens.close();
        api.disposeNow(BOUND);
    }

    /** Instead of localhost:9444. */
    private ClientHttpConnector connector() {
        ClientHttpConnector loopback = new ReactorClientHttpConnector();
        return (method, uri, write) ->
                loopback.connect(method, URI.create("http://127.0.0.1:" + api.port() + uri.getPath()), write);
    }

    @Test
    void aRefusedTokenIsReplacedAndTheOrdersArrive() {
        // given
        var orders = new OrdersOfWebClient(WebClient.builder().clientConnector(connector()), tokens);
        // when, then
        StepVerifier.create(orders.orders())
                .expectNext("two orders")
                .expectComplete()
                .verify(BOUND);
        assertThat(seen).containsExactly("/orders Bearer t1", "/orders Bearer t2");
    }
}

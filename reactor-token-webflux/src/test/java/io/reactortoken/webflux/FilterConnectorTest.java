package io.reactortoken.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import io.reactortoken.netty.TokenAuth;
import io.reactortoken.replay.Integration;
import io.reactortoken.replay.ReplayBench;
import io.reactortoken.replay.Reply;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;

/** Connectors other than Reactor Netty's. */
class FilterConnectorTest extends ReplayBench {

    @Override
    public Integration integration() {
        return new FilterIntegration();
    }

    private TokenAuthFilter auth() {
        return TokenAuthFilter.with(tokens()).allowPlaintext(api.origin());
    }

    @Test
    @DisplayName("RS-01, RS-49: the same on the JDK's HttpClient")
    void jdkConnector() {
        api.accepting("Bearer t2");
        WebClient web = WebClient.builder()
                .clientConnector(new JdkClientHttpConnector())
                .filter(auth().bufferBodies(100).build())
                .build();

        expect(web.get().uri(url("/a")).retrieve().bodyToMono(String.class), "ok");
        tokens().evict();
        api.accepting("Bearer t4");
        expect(
                web.post()
                        .uri(url("/b"))
                        .body(Flux.just("x=", "1"), String.class)
                        .retrieve()
                        .bodyToMono(String.class),
                "ok");

        assertThat(api.log()).containsExactly("/a Bearer t1", "/a Bearer t2", "/b Bearer t3", "/b Bearer t4");
        assertThat(api.seen().get(3).text()).isEqualTo("x=1");
    }

    @Test
    @DisplayName("RS-61: over a client that is authorized, too: a token that is over is renewed once, by whose it is")
    void authorizedConnector() {
        HttpClient authorized = TokenAuth.with(TokenSource.fixed(AccessToken.bearer("inner", Duration.ofHours(9))))
                .allowPlaintext(api.origin())
                .apply(client(pools.of(1)));
        // over when it is written: the cache is emptied between the token and the connection
        AtomicInteger connections = new AtomicInteger();
        HttpClient evicting = authorized.doOnRequest((request, connection) -> {
            if (connections.incrementAndGet() == 1) {
                tokens().evict();
            }
        });
        api.answering(seen -> Reply.ok());
        WebClient web = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(evicting))
                .filter(auth().replaceAuthorization().build())
                .build();

        expect(web.get().uri(url("/a")).retrieve().bodyToMono(String.class), "ok");

        assertThat(api.log()).containsExactly("/a Bearer t2");
        assertThat(connections).hasValue(2);
    }

    @Test
    @DisplayName(
            "RS-52: a connector that waits for 100 Continue has not begun the body: it is replayed, even if it can be had once")
    void bodyThatWasNotBegun() {
        AtomicInteger requests = new AtomicInteger();
        ExchangeFunction waiting = request -> Mono.just(
                ClientResponse.create(requests.incrementAndGet() == 1 ? HttpStatus.UNAUTHORIZED : HttpStatus.OK)
                        .body("answer " + requests)
                        .build());
        Sinks.Many<String> once = Sinks.many().unicast().onBackpressureBuffer();
        WebClient web = WebClient.builder()
                .exchangeFunction(request -> new UnsubscribedRequest(request.method(), request.url())
                        .write(request)
                        .then(waiting.exchange(request)))
                .filter(auth().build())
                .build();

        expect(
                web.post()
                        .uri(url("/a"))
                        .header("Expect", "100-continue")
                        .body(once.asFlux(), String.class)
                        .exchangeToMono(response -> response.bodyToMono(String.class)),
                "answer 2");
        assertThat(renewals()).isEqualTo(1);
    }
}

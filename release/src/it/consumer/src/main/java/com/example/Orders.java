package com.example;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.micrometer.TokenMetrics;
import io.reactortoken.netty.TokenAuth;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.webflux.TokenAuthFilter;
import java.time.Duration;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** Calls an API that says who called, by both clients, with one token of a fake authorization server. */
public class Orders {

    // It blocks, as a main method may: its thread serves nobody else. The library itself never does, and neither should code
    // on a thread of Reactor.
    public static void main(String[] args) {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> response.sendString(
                        Mono.just(request.requestHeaders().get("Authorization", "nobody"))))
                .bindNow(Duration.ofSeconds(10));
        String api = "http://127.0.0.1:" + server.port();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        TokenMetrics metrics = TokenMetrics.of(meters);
        try (FakeAuthorizationServer authorization = FakeAuthorizationServer.start();
                CachedTokenSource tokens = OAuth2.clientCredentials(authorization.tokenUri())
                        .allowPlaintext()
                        .clientId("billing")
                        .clientSecret(SecretSource.of("a-secret-of-the-consumer"))
                        .listener(metrics)
                        .cache()) {
            metrics.bind(tokens);
            HttpClient client = TokenAuth.with(tokens).allowPlaintext(api).apply(HttpClient.create());
            String byNetty = client.get().uri(api).responseSingle((response, body) -> body.asString()).block();
            WebClient web = WebClient.builder()
                    .filter(TokenAuthFilter.with(tokens).allowPlaintext(api).build())
                    .build();
            String byWebClient = web.get().uri(api).retrieve().bodyToMono(String.class).block();
            String expected = "Bearer " + tokens.token().block().reveal();
            System.out.println("netty " + expected.equals(byNetty));
            System.out.println("webclient " + expected.equals(byWebClient));
            System.out.println("requests " + authorization.requests().size());
            System.out.println("meters " + !meters.getMeters().isEmpty());
        } finally {
            server.disposeNow();
        }
    }
}

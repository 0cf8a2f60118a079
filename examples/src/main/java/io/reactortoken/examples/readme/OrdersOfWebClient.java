package io.reactortoken.examples.readme;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.webflux.TokenAuthFilter;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

final class OrdersOfWebClient {

    private final WebClient web;

    OrdersOfWebClient(WebClient.Builder builder, CachedTokenSource tokens) {
        this.web = web(builder, tokens);
    }

    private static WebClient web(WebClient.Builder builder, CachedTokenSource tokens) {
        return builder.baseUrl("https://localhost:9444")
                .filter(TokenAuthFilter.with(tokens)
                        .allow("https://localhost:9444")
                        .build())
                .build();
    }

    Mono<String> orders() {
        return web.get().uri("/orders").retrieve().bodyToMono(String.class);
    }
}

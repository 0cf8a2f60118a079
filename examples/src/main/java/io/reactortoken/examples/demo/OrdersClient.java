package io.reactortoken.examples.demo;

import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * One way to ask the API for its orders.
 *
 * @param kind which library asks
 * @param call signals the status once the body has been read
 */
record OrdersClient(Kind kind, Mono<Integer> call) {

    /** The two libraries. */
    enum Kind {
        HTTP_CLIENT,
        WEB_CLIENT
    }

    static OrdersClient of(HttpClient client, String uri) {
        Mono<Integer> call = client.get()
                .uri(uri)
                .responseSingle((response, body) ->
                        body.asByteArray().then(Mono.just(response.status().code())));
        return new OrdersClient(Kind.HTTP_CLIENT, call);
    }

    static OrdersClient of(WebClient client, String uri) {
        Mono<Integer> call = client.get()
                .uri(uri)
                .exchangeToMono(response -> response.bodyToMono(byte[].class)
                        .then(Mono.just(response.statusCode().value())));
        return new OrdersClient(Kind.WEB_CLIENT, call);
    }
}

package io.reactortoken.benchmarks.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.reactortoken.benchmarks.peer.Endpoint;
import io.reactortoken.benchmarks.peer.Filters;
import io.reactortoken.netty.TokenAuth;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** The same call, authorized in each of the ways; the first of each is the static header. Each brings the status. */
final class Calls {

    static final String STATIC = "static header";

    private static final String HEADER = "Bearer benchmark-token-1";

    private Calls() {}

    static Map<String, Mono<Integer>> netty(HttpClient client, String origin) {
        HttpClient api = client.baseUrl(origin);
        Map<String, Mono<Integer>> calls = new LinkedHashMap<>();
        calls.put(STATIC, get(api.headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, HEADER))));
        calls.put(
                "reactor-token",
                get(TokenAuth.with(Filters.tokens(Endpoint.instant()))
                        .allowPlaintext(origin)
                        .apply(api)));
        calls.put(
                "headersWhen(Mono.just), by hand",
                get(api.headersWhen(headers -> Mono.just(headers.set(HttpHeaderNames.AUTHORIZATION, HEADER)))));
        return calls;
    }

    private static Mono<Integer> get(HttpClient client) {
        return client.get()
                .uri("/")
                .responseSingle(
                        (response, body) -> body.thenReturn(response.status().code()));
    }

    static Map<String, Mono<Integer>> webClient(HttpClient client, String origin) {
        WebClient api = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(client))
                .baseUrl(origin)
                .build();
        Map<String, Mono<Integer>> calls = new LinkedHashMap<>();
        calls.put(
                STATIC, get(api.mutate().defaultHeader("Authorization", HEADER).build()));
        calls.put("reactor-token", filtered(api, Filters.reactorToken(Endpoint.instant(), origin)));
        calls.put("azure-core's cache in a filter", filtered(api, Filters.azureCore(Endpoint.instant())));
        calls.put("Spring Security's filter", filtered(api, Filters.springSecurity(Endpoint.instant())));
        return calls;
    }

    private static Mono<Integer> filtered(WebClient api, ExchangeFilterFunction filter) {
        return get(api.mutate().filter(filter).build());
    }

    private static Mono<Integer> get(WebClient api) {
        return api.get()
                .uri("/")
                .exchangeToMono(answer ->
                        answer.releaseBody().thenReturn(answer.statusCode().value()));
    }
}

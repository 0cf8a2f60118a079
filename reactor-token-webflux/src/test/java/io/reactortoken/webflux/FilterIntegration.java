package io.reactortoken.webflux;

import io.reactortoken.replay.Answered;
import io.reactortoken.replay.Call;
import io.reactortoken.replay.Caller;
import io.reactortoken.replay.Integration;
import io.reactortoken.replay.Options;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** {@link TokenAuthFilter} on Spring's connector for Reactor Netty, as the shared rows see it. */
final class FilterIntegration implements Integration {

    static ExchangeFilterFunction filter(Options options) {
        TokenAuthFilter auth = TokenAuthFilter.resolving(options.tokens);
        for (String origin : options.origins) {
            auth = origin.startsWith("https:") ? auth.allow(origin) : auth.allowPlaintext(origin);
        }
        for (var predicate : options.recognised) {
            auth = auth.allow(predicate);
        }
        auth = options.replaceAuthorization ? auth.replaceAuthorization() : auth;
        auth = options.passForeignOrigins ? auth.passForeignOrigins() : auth;
        auth = options.signalTokenErrors ? auth.signalTokenErrors() : auth;
        auth = options.repeatableBodies ? auth.repeatableBodies() : auth;
        auth = options.refusal == null ? auth : auth.refreshOn(options.refusal);
        return auth.build();
    }

    static WebClient.Builder web(HttpClient base) {
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(base))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(-1));
    }

    @Override
    public Caller caller(Options options, HttpClient base) {
        WebClient client = web(base).filter(filter(options)).build();
        return call -> send(client, call);
    }

    @Override
    public boolean ownsConnections() {
        return false;
    }

    @Override
    public Caller stacked(Options first, Options second, HttpClient base) {
        WebClient client =
                web(base).filter(filter(first)).filter(filter(second)).build();
        return call -> send(client, call);
    }

    static Mono<Answered> send(WebClient client, Call call) {
        WebClient.RequestBodySpec request = client.method(HttpMethod.valueOf(call.method()))
                .uri(call.url())
                .headers(headers -> call.headers().forEach(headers::set));
        Call.Body body = call.body();
        if (body == null) {
            return request.exchangeToMono(FilterIntegration::read);
        }
        if (body.repeatable()) {
            request = request.attributes(TokenAuthFilter.repeatableBody());
        }
        if (body.buffer() > 0) {
            request = request.attributes(TokenAuthFilter.bufferedBody(body.buffer()));
        }
        return request.body(BodyInserters.fromPublisher(body.chunks(), byte[].class))
                .exchangeToMono(FilterIntegration::read);
    }

    private static Mono<Answered> read(ClientResponse response) {
        Map<String, List<String>> headers = new TreeMap<>();
        response.headers()
                .asHttpHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return response.bodyToMono(String.class)
                .defaultIfEmpty("")
                .map(text -> new Answered(response.statusCode().value(), headers, text));
    }
}

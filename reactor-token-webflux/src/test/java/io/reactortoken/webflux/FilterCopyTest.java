package io.reactortoken.webflux;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.replay.Integration;
import io.reactortoken.replay.ReplayBench;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** A request on its way from our filter to the connector: looked at, copied, changed, sent twice. */
class FilterCopyTest extends ReplayBench {

    private final List<ClientRequest> seen = new CopyOnWriteArrayList<>();

    private final ExchangeFilterFunction looking = (request, next) -> {
        seen.add(request);
        return next.exchange(request);
    };

    private static final ExchangeFilterFunction COPYING = (request, next) ->
            next.exchange(ClientRequest.from(request).header("X-Copied", "yes").build());

    @Override
    public Integration integration() {
        return new FilterIntegration();
    }

    private WebClient web(TokenAuthFilter ours, ExchangeFilterFunction... behind) {
        return FilterIntegration.web(client(pools.of(1)))
                .filter(ours.build())
                .filters(filters -> filters.addAll(List.of(behind)))
                .build();
    }

    private TokenAuthFilter ours() {
        return TokenAuthFilter.with(tokens()).allowPlaintext(api.origin()).repeatableBodies();
    }

    private WebClient.RequestHeadersSpec<?> request(WebClient web, String method) {
        WebClient.RequestBodySpec request =
                web.method(HttpMethod.valueOf(method)).uri(url("/a")).attribute("caller", "42");
        return method.equals("POST") ? request.bodyValue("body") : request;
    }

    private static int status(WebClient.RequestHeadersSpec<?> request) {
        return requireNonNull(request.exchangeToMono(response -> response.releaseBody()
                        .then(Mono.just(response.statusCode().value())))
                .block(BOUND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    @DisplayName("RS-59: a copy that a filter behind ours makes carries the token, and is replayed with the next one")
    void copies(String method) {
        api.accepting("Bearer t2");

        assertThat(status(request(web(ours(), COPYING, looking), method))).isEqualTo(200);

        assertThat(api.log()).containsExactly("/a Bearer t1", "/a Bearer t2");
        assertThat(seen)
                .extracting(request -> request.headers().getFirst("X-Copied"))
                .containsExactly("yes", "yes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    @DisplayName("TM-04: a filter behind ours sees the caller's request, and no token")
    void sees(String method) {
        api.accepting("Bearer t1");

        assertThat(status(request(web(ours(), looking), method)
                        .header("X-Own", "1")
                        .cookie("c", "2")))
                .isEqualTo(200);

        assertThat(seen).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo(HttpMethod.valueOf(method));
            assertThat(request.url()).hasToString(url("/a"));
            assertThat(request.headers().getFirst("X-Own")).isEqualTo("1");
            assertThat(request.headers().getFirst(HttpHeaders.AUTHORIZATION)).isNull();
            assertThat(request.cookies().getFirst("c")).isEqualTo("2");
            assertThat(request.attribute("caller")).contains("42");
            assertThat(request.logPrefix()).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    @DisplayName("RS-58: the attributes are the caller's and the mark of an attempt, however they are asked for")
    void attributes(String method) {
        api.accepting("Bearer t2");

        status(request(web(ours(), looking), method));

        for (ClientRequest request : seen) {
            Map<String, Object> attributes = request.attributes();
            assertThat(attributes).containsEntry("caller", "42");
            assertThat(attributes)
                    .allSatisfy(
                            (name, value) -> assertThat(request.attribute(name)).contains(value));
            assertThat(request.attribute("nobody's")).isEmpty();
        }
        assertThat(seen)
                .extracting(request -> request.attributes().get(Attempt.MARK))
                .containsExactly(1, 2);
    }

    @Test
    @DisplayName(
            "RS-58: what the caller writes in the last moment is left alone, or replaced, as any other header of his")
    void callersLastWord() {
        api.accepting("Bearer own", "Bearer t1");

        status(request(web(ours()), "GET")
                .httpRequest(output -> output.getHeaders().setBearerAuth("own")));
        status(request(web(ours().replaceAuthorization()), "GET")
                .httpRequest(output -> output.getHeaders().setBearerAuth("own")));
        status(request(web(ours().replaceAuthorization()), "GET").headers(headers -> headers.setBearerAuth("own")));

        assertThat(api.log()).containsExactly("/a Bearer own", "/a Bearer t1", "/a Bearer t1");
    }

    @Test
    @DisplayName("what a filter behind ours throws is signalled")
    void throwing() {
        ExchangeFilterFunction broken = (request, next) -> {
            throw new IllegalStateException("broken filter");
        };

        assertThat(request(web(ours(), broken), "GET")
                        .exchangeToMono(response -> Mono.just("answered"))
                        .onErrorResume(IllegalStateException.class, error -> Mono.just("signalled"))
                        .block(BOUND))
                .isEqualTo("signalled");
    }
}

package io.reactortoken.webflux;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.replay.Integration;
import io.reactortoken.replay.ReplayBench;
import io.reactortoken.replay.Reply;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Ours before and behind other filters, see {@code docs/replay.md}. */
class FilterOrderTest extends ReplayBench {

    private final List<Integer> seen = new CopyOnWriteArrayList<>();

    private final ExchangeFilterFunction logging = (request, next) -> next.exchange(request)
            .doOnNext(response -> seen.add(response.statusCode().value()));

    /** Tries once more on any 401. */
    private static final ExchangeFilterFunction RETRYING = (request, next) -> next.exchange(request)
            .flatMap(response -> response.statusCode().value() == 401
                    ? response.releaseBody().then(next.exchange(request))
                    : Mono.just(response));

    /** As ServerOAuth2AuthorizedClientExchangeFilterFunction does it. */
    private static final ExchangeFilterFunction SETTING = (request, next) -> next.exchange(ClientRequest.from(request)
            .headers(headers -> headers.setBearerAuth("other"))
            .build());

    @Override
    public Integration integration() {
        return new FilterIntegration();
    }

    private ExchangeFilterFunction ours() {
        return TokenAuthFilter.with(tokens()).allowPlaintext(api.origin()).build();
    }

    private String get(ExchangeFilterFunction first, ExchangeFilterFunction second) {
        WebClient web = FilterIntegration.web(client(pools.of(1)))
                .filter(first)
                .filter(second)
                .build();
        return requireNonNull(web.get()
                .uri(url("/a"))
                .exchangeToMono(response -> response.bodyToMono(String.class)
                        .map(text -> response.statusCode().value() + " " + text))
                .block(BOUND));
    }

    @Test
    @DisplayName("RS-59: ours last: a logging filter sees the last answer only")
    void loggingBefore() {
        api.accepting("Bearer t2");

        assertThat(get(logging, ours())).isEqualTo("200 ok");

        assertThat(seen).containsExactly(200);
    }

    @Test
    @DisplayName("RS-59: ours first: a logging filter sees both answers")
    void loggingBehind() {
        api.accepting("Bearer t2");

        assertThat(get(ours(), logging)).isEqualTo("200 ok");

        assertThat(seen).containsExactly(401, 200);
    }

    @Test
    @DisplayName("RS-59: ours last: a retry filter starts a new exchange, with at most one replay of its own")
    void retryBefore() {
        api.accepting("Bearer t3");

        assertThat(get(RETRYING, ours())).isEqualTo("200 ok");

        assertThat(api.log()).containsExactly("/a Bearer t1", "/a Bearer t2", "/a Bearer t2", "/a Bearer t3");
    }

    @Test
    @DisplayName("RS-59: ours first: a retry filter repeats the attempt, with the token that is current by then")
    void retryBehind() {
        api.accepting("Bearer t2");

        assertThat(get(ours(), RETRYING)).isEqualTo("200 ok");

        assertThat(api.log()).containsExactly("/a Bearer t1", "/a Bearer t1", "/a Bearer t2");
    }

    @Test
    @DisplayName("RS-59, RS-58: another filter's token is left alone, before and behind ours; its 401 is the caller's")
    void otherToken() {
        api.accepting();

        assertThat(get(SETTING, ours())).isEqualTo("401 " + Reply.REFUSAL);
        assertThat(get(ours(), SETTING)).isEqualTo("401 " + Reply.REFUSAL);

        assertThat(api.log()).containsExactly("/a Bearer other", "/a Bearer other");
    }
}

package io.reactortoken.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** One {@code WebClient.Builder} for all, as Spring Boot hands it out, with our filter on it. */
class SharedBuilderTest {

    private static final String ORIGIN = "https://api.example.com";

    private final List<String> sent = new CopyOnWriteArrayList<>();

    @Test
    @DisplayName(
            "CF-50, CF-54: a token client from a builder that has the filter already is REN at once; nothing is sent")
    void aTokenClientFromTheSharedBuilder() {
        // given
        WebClient.Builder shared = WebClient.builder().baseUrl(ORIGIN).exchangeFunction(request -> {
            sent.add(request.url().getPath());
            return Mono.just(ClientResponse.create(HttpStatus.OK).body("t1").build());
        });
        AtomicReference<WebClient> tokenClient = new AtomicReference<>(shared.build());
        CachedTokenSource source = TokenSource.of(() -> tokenClient
                        .get()
                        .post()
                        .uri("/token")
                        .retrieve()
                        .bodyToMono(String.class)
                        .map(text -> AccessToken.bearer(text, Duration.ofHours(1))))
                .cache();
        shared.filter(TokenAuthFilter.with(source).allow(ORIGIN).build());
        tokenClient.set(shared.build());
        // when, then
        StepVerifier.create(shared.build().get().uri("/a").retrieve().bodyToMono(String.class))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(TokenConfigurationException.class)
                        .hasMessageStartingWith("REN a fetch of this token waits for this token"))
                .verify(Duration.ofSeconds(10));
        assertThat(sent).isEmpty();
        source.close();
    }
}

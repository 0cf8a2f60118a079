package io.reactortoken.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.CachePolicy;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.ForcedRefreshPolicy;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A real cache behind a filter: what can go wrong between the two. The exchange is a function; nothing is sent. */
class TokenAuthFilterCacheTest {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final String ORIGIN = "https://api.example.com";

    private final List<String> sent = new CopyOnWriteArrayList<>();

    private static AccessToken token(String text) {
        return AccessToken.bearer(text, Duration.ofHours(1));
    }

    /** A client that accepts {@code t2} only. */
    private WebClient.Builder sharedBuilder() {
        return WebClient.builder().baseUrl(ORIGIN).exchangeFunction(request -> {
            String authorization =
                    request.headers().getOrEmpty(HttpHeaders.AUTHORIZATION).toString();
            sent.add(request.url().getPath() + " " + authorization);
            return Mono.just(
                    ClientResponse.create(authorization.equals("[Bearer t2]") ? HttpStatus.OK : HttpStatus.UNAUTHORIZED)
                            .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")
                            .body("the answer")
                            .build());
        });
    }

    private static Mono<String> get(WebClient client, String path) {
        return client.get()
                .uri(path)
                .exchangeToMono(response -> response.bodyToMono(String.class)
                        .map(body -> response.statusCode().value() + " " + body));
    }

    @Test
    @DisplayName(
            "CF-50, CF-54: a token client from a builder that has the filter already is REN at once; nothing is sent")
    void aTokenClientFromTheSharedBuilder() {
        // given: one WebClient.Builder for all, as Spring Boot hands it out, with our filter on it
        WebClient.Builder shared = sharedBuilder();
        AtomicReference<WebClient> tokenClient = new AtomicReference<>(shared.build());
        CachedTokenSource source = TokenSource.of(
                        () -> get(tokenClient.get(), "/token").map(TokenAuthFilterCacheTest::token))
                .cache();
        shared.filter(TokenAuthFilter.with(source).allow(ORIGIN).build());
        tokenClient.set(shared.build());
        // when, then
        StepVerifier.create(get(shared.build(), "/a"))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(TokenConfigurationException.class)
                        .hasMessageStartingWith("REN a fetch of this token waits for this token"))
                .verify(BOUND);
        assertThat(sent).isEmpty();
        source.close();
    }

    @Test
    @DisplayName("CF-94: the source is closed between a 401 and its replay: the caller gets the 401 as it came")
    void closedBetweenA401AndItsReplay() {
        // given: the renewal begins, and then the application goes down
        AtomicInteger fetches = new AtomicInteger();
        AtomicReference<Runnable> goDown = new AtomicReference<>(() -> {});
        CachedTokenSource source = TokenSource.of(() -> fetches.incrementAndGet() == 1
                        ? Mono.just(token("t1"))
                        : Mono.delay(Duration.ofMillis(20))
                                .doOnNext(tick -> goDown.get().run())
                                .then(Mono.<AccessToken>never()))
                .cache(CachePolicy.builder()
                        .forcedRefresh(new ForcedRefreshPolicy(Duration.ZERO, Duration.ZERO))
                        .build());
        goDown.set(source::close);
        WebClient client = sharedBuilder()
                .filter(TokenAuthFilter.with(source).allow(ORIGIN).build())
                .build();
        // when, then
        StepVerifier.create(get(client, "/a"))
                .expectNext("401 the answer")
                .expectComplete()
                .verify(BOUND);
        assertThat(fetches).hasValue(2);
        assertThat(sent).containsExactly("/a [Bearer t1]");
    }
}

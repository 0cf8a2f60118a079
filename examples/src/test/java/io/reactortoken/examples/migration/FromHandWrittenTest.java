package io.reactortoken.examples.migration;

import static io.reactortoken.examples.migration.ApiOnLoopback.BOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenException;
import io.reactortoken.examples.migration.HandWrittenBefore.Token;
import io.reactortoken.examples.migration.HandWrittenBefore.TokenCache;
import io.reactortoken.test.TestTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** From a cache by hand: each difference that docs/migration.md tells. */
class FromHandWrittenTest {

    /** The program's own cache reads the wall clock; no test runs that late. */
    private static final Instant NOT_YET = Instant.parse("2300-01-01T00:00:00Z");

    private final TestTime time = TestTime.create();
    private final AtomicInteger issued = new AtomicInteger();
    private final Sinks.Empty<Void> answer = Sinks.empty();
    private final Mono<Token> fetch = Mono.defer(() -> {
        Token token = new Token("t" + issued.incrementAndGet(), NOT_YET);
        return answer.asMono().thenReturn(token);
    });

    private ApiOnLoopback api;

    @BeforeEach
    void start() {
        api = new ApiOnLoopback();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private CachedTokenSource cached(Mono<Token> asked) {
        return HandWrittenAfter.source(asked).cache(time.policy().build());
    }

    private int requestsOfTenCallers(Mono<?> token) {
        issued.set(0);
        for (int i = 0; i < 10; i++) {
            token.subscribe();
        }
        return issued.get();
    }

    @Test
    void tenCallersWithoutATokenWereTenRequestsAndAreOne() {
        assertThat(requestsOfTenCallers(new TokenCache(fetch).token())).isEqualTo(10);
        assertThat(requestsOfTenCallers(HandWrittenBefore.cached(fetch))).isEqualTo(1);
        assertThat(requestsOfTenCallers(cached(fetch).token())).isEqualTo(1);
    }

    @Test
    void aRefusedTokenWasSentAgainAndIsReplaced() {
        // given
        answer.tryEmitEmpty();
        Mono<String> before = HandWrittenBefore.cached(fetch);
        WebClient web = api.web().filter(HandWrittenBefore.filter(before)).build();
        // then
        assertThat(ApiOnLoopback.status(web, "https://api.example.com/orders")).isEqualTo(401);
        assertThat(ApiOnLoopback.status(web, "https://api.example.com/orders")).isEqualTo(401);
        // given
        issued.set(0);
        CachedTokenSource tokens = cached(fetch);
        tokens.token().block(BOUND);
        time.advance(Duration.ofSeconds(6));
        WebClient after = api.web().filter(HandWrittenAfter.filter(tokens)).build();
        // then
        assertThat(ApiOnLoopback.status(after, "https://api.example.com/orders"))
                .isEqualTo(200);
        assertThat(api.seen()).endsWith("/orders Bearer t1", "/orders Bearer t2");
    }

    /** One failure, and then a token. */
    private Mono<Token> failingOnce() {
        AtomicInteger asked = new AtomicInteger();
        return Mono.defer(() -> asked.getAndIncrement() == 0
                ? Mono.error(new IOException("connection reset"))
                : Mono.just(new Token("t1", NOT_YET)));
    }

    @Test
    void anErrorWasKeptFor55MinutesAndIsTriedAgain() {
        // given
        Mono<String> before = HandWrittenBefore.cached(failingOnce());
        // then
        assertThatThrownBy(() -> before.block(BOUND)).hasRootCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> before.block(BOUND)).hasRootCauseInstanceOf(IOException.class);
        StepVerifier.create(cached(failingOnce()).token())
                .then(() -> time.advance(Duration.ofSeconds(1)))
                .expectNextMatches(token -> token.reveal().equals("t1"))
                .expectComplete()
                .verify(BOUND);
    }

    @Test
    void theContextOfTheFirstCallerWasTheFetchesAndNobodysIs() {
        // given
        List<String> tenants = new CopyOnWriteArrayList<>();
        Mono<Token> asked = Mono.deferContextual(context -> {
            tenants.add(context.getOrDefault("tenant", "nobody"));
            return Mono.just(new Token("t1", NOT_YET));
        });
        // when
        HandWrittenBefore.cached(asked)
                .contextWrite(context -> context.put("tenant", "acme"))
                .block(BOUND);
        cached(asked)
                .token()
                .contextWrite(context -> context.put("tenant", "acme"))
                .block(BOUND);
        // then
        assertThat(tenants).containsExactly("acme", "nobody");
    }

    @Test
    void aServerThatFailsWasAskedByEachCallAndIsLeftAlone() {
        // given
        AtomicInteger asked = new AtomicInteger();
        Mono<Token> failing = Mono.defer(() -> {
            asked.incrementAndGet();
            return Mono.error(new IllegalStateException("no"));
        });
        TokenCache before = new TokenCache(failing);
        CachedTokenSource after = cached(failing);
        // when
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> before.token().block(BOUND)).isInstanceOf(IllegalStateException.class);
        }
        int byHand = asked.getAndSet(0);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> after.token().block(BOUND)).isInstanceOf(TokenException.class);
        }
        // then
        assertThat(byHand).isEqualTo(5);
        assertThat(asked).hasValue(1);
    }
}

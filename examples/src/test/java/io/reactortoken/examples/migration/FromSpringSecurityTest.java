package io.reactortoken.examples.migration;

import static io.reactortoken.examples.migration.ApiOnLoopback.BOUND;
import static io.reactortoken.examples.migration.ApiOnLoopback.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.AccessToken;
import io.reactortoken.CachePolicy;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.ForcedRefreshPolicy;
import io.reactortoken.TokenException;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.oauth2.client.AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** From ServerOAuth2AuthorizedClientExchangeFilterFunction: each difference that docs/migration.md tells. */
class FromSpringSecurityTest {

    /** Spring Security reads the wall clock; no test runs that late. */
    private static final Instant NOT_YET = Instant.parse("2300-01-01T00:00:00Z");

    private static final String ORDERS = "https://api.example.com/orders";

    private final ApiOnLoopback api = new ApiOnLoopback();
    private final AtomicInteger issued = new AtomicInteger();
    private Sinks.Empty<Void> answer = Sinks.empty();

    @AfterEach
    void stop() {
        api.close();
    }

    private AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager manager(
            ReactiveOAuth2AuthorizedClientProvider provider) {
        var manager = SpringSecurityBefore.manager(
                SpringSecurityBefore.registrations("https://id.example.com/oauth2/token", "a-client-secret"));
        manager.setAuthorizedClientProvider(provider);
        return manager;
    }

    /** Issues t1, t2 and so on, once the answer is there; knows of no expiry. */
    private ReactiveOAuth2AuthorizedClientProvider issuing() {
        return context -> context.getAuthorizedClient() != null
                ? Mono.empty()
                : Mono.defer(() -> {
                    String text = "t" + issued.incrementAndGet();
                    var token = new OAuth2AccessToken(TokenType.BEARER, text, Instant.EPOCH, NOT_YET);
                    return answer.asMono()
                            .thenReturn(new OAuth2AuthorizedClient(
                                    context.getClientRegistration(),
                                    context.getPrincipal().getName(),
                                    token));
                });
    }

    private WebClient before() {
        return SpringSecurityBefore.web(api.web(), manager(issuing()));
    }

    private CachedTokenSource tokens() {
        Mono<AccessToken> fetch = Mono.defer(() -> {
            AccessToken token = AccessToken.bearer("t" + issued.incrementAndGet(), Duration.ofHours(1));
            return answer.asMono().thenReturn(token);
        });
        return TokenSource.of(() -> fetch)
                .cache(CachePolicy.builder()
                        .forcedRefresh(new ForcedRefreshPolicy(Duration.ZERO, Duration.ZERO))
                        .build());
    }

    private WebClient after() {
        return SpringSecurityAfter.web(api.web(), tokens());
    }

    private int requestsOfTenCallers(WebClient web) {
        Flux.range(0, 10)
                .flatMap(i ->
                        web.get().uri("/orders").retrieve().toBodilessEntity().onErrorComplete())
                .subscribe();
        int requests = issued.get();
        answer.tryEmitEmpty();
        return requests;
    }

    @Test
    void theSameTokenRequestIsSent() {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start()) {
            // when
            String uri = server.tokenUri().toString();
            var manager = SpringSecurityBefore.manager(SpringSecurityBefore.registrations(uri, "a+client/secret"));
            status(SpringSecurityBefore.web(api.web(), manager), ORDERS);
            SpringSecurityAfter.request(uri, SecretSource.of("a+client/secret"))
                    .allowPlaintext()
                    .source()
                    .token()
                    .block(BOUND);
            // then
            assertThat(server.requests()).hasSize(2);
            FakeRequest before = server.requests().get(0);
            FakeRequest after = server.requests().get(1);
            assertThat(after.form()).isEqualTo(before.form());
            assertThat(after.header("Authorization")).isEqualTo(before.header("Authorization"));
        }
    }

    @Test
    void tenCallersWithoutATokenWereTenRequestsAndAreOne() {
        assertThat(requestsOfTenCallers(before())).isEqualTo(10);
        issued.set(0);
        answer = Sinks.empty();
        assertThat(requestsOfTenCallers(after())).isEqualTo(1);
    }

    @Test
    void aRefusedTokenWasSentAgainAndIsReplaced() {
        // given
        answer.tryEmitEmpty();
        WebClient before = before();
        // then
        assertThat(status(before, ORDERS)).isEqualTo(401);
        assertThat(status(before, ORDERS)).isEqualTo(401);
        issued.set(0);
        assertThat(status(after(), ORDERS)).isEqualTo(200);
        assertThat(api.seen())
                .containsExactly("/orders Bearer t1", "/orders Bearer t1", "/orders Bearer t1", "/orders Bearer t2");
    }

    @Test
    void everyOriginGotTheTokenAndOnlyNamedOnesGetIt() {
        // given
        answer.tryEmitEmpty();
        issued.set(1);
        // then
        assertThat(status(before(), "https://elsewhere.example.com/x")).isEqualTo(200);
        WebClient after = after();
        assertThatThrownBy(() -> status(after, "https://elsewhere.example.com/y"))
                .isInstanceOf(TokenException.class)
                .hasMessageStartingWith("CFG");
        assertThat(api.seen()).containsExactly("/x Bearer t2");
    }

    @Test
    void eachUserHadATokenAndTheyShareOne() {
        // given
        answer.tryEmitEmpty();
        issued.set(1);
        // when
        callAs(before(), "alice", "bob", "alice");
        callAs(after(), "alice", "bob", "alice");
        // then
        assertThat(api.seen())
                .containsExactly(
                        "/orders Bearer t2",
                        "/orders Bearer t3",
                        "/orders Bearer t2",
                        "/orders Bearer t4",
                        "/orders Bearer t4",
                        "/orders Bearer t4");
    }

    private static void callAs(WebClient web, String... users) {
        Flux.fromArray(users)
                .concatMap(user -> web.get()
                        .uri("/orders")
                        .retrieve()
                        .toBodilessEntity()
                        .contextWrite(ReactiveSecurityContextHolder.withAuthentication(
                                new TestingAuthenticationToken(user, "none", "ROLE_USER"))))
                .blockLast(BOUND);
    }

    @Test
    void aTokenOfLessThanAMinuteWasAskedForByEachCallAndIsKept() {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start()) {
            // given
            server.otherwise(request -> FakeAnswer.token("short-lived", Duration.ofSeconds(50)));
            String uri = server.tokenUri().toString();
            WebClient before = SpringSecurityBefore.web(
                    api.web(),
                    SpringSecurityBefore.manager(SpringSecurityBefore.registrations(uri, "a-client-secret")));
            CachedTokenSource after = SpringSecurityAfter.request(uri, SecretSource.of("a-client-secret"))
                    .allowPlaintext()
                    .cache();
            // when
            status(before, ORDERS);
            status(before, ORDERS);
            int asked = server.requests().size();
            assertThat(after.token().block(BOUND)).isNotNull();
            assertThat(after.token().block(BOUND)).isNotNull();
            // then
            assertThat(asked).isGreaterThan(1);
            assertThat(server.requests()).hasSize(asked + 1);
        }
    }
}

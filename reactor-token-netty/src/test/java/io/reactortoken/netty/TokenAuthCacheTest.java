package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelException;
import io.reactortoken.AccessToken;
import io.reactortoken.CachePolicy;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.ForcedRefreshPolicy;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenSource;
import io.reactortoken.transport.TransportRequest;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

/** A real cache behind an authorized client: what can go wrong between the two. */
class TokenAuthCacheTest extends TokenAuthFixture {

    private static final CachePolicy UNLIMITED_REPORTS = CachePolicy.builder()
            .forcedRefresh(new ForcedRefreshPolicy(Duration.ZERO, Duration.ZERO))
            .build();

    private static AccessToken token(String text) {
        return AccessToken.bearer(text, Duration.ofHours(1));
    }

    @Test
    @DisplayName("CF-50: a token request through the client that it authorizes is REN at once, and is never sent")
    void aTokenRequestThroughItsOwnClient() {
        try (FakeApi api = FakeApi.acceptingAny()) {
            // given
            AtomicReference<HttpClient> own = new AtomicReference<>(HttpClient.create(one));
            CachedTokenSource source = TokenSource.of(
                            () -> get(own.get(), "/token").map(TokenAuthCacheTest::token))
                    .cache();
            own.set(client(api, source));
            // when, then
            StepVerifier.create(get(own.get(), "/a"))
                    .expectErrorSatisfies(error -> assertThat(error)
                            .isInstanceOf(TokenConfigurationException.class)
                            .hasMessageStartingWith("REN a fetch of this token waits for this token"))
                    .verify(BOUND);
            assertThat(api.log).isEmpty();
            source.close();
        }
    }

    @Test
    @DisplayName(
            "CF-50: a token request through a client that another source authorizes is sent, with that one's token")
    void aTokenRequestThroughAnothersClient() {
        try (FakeApi api = FakeApi.acceptingAny()) {
            HttpClient gateway = client(api, TokenSource.fixed(token("gateway")));
            CachedTokenSource source = TokenSource.of(
                            () -> get(gateway, "/token").map(answer -> token("t1")))
                    .cache();
            StepVerifier.create(get(client(api, source), "/a"))
                    .expectNext("200 ok")
                    .expectComplete()
                    .verify(BOUND);
            assertThat(api.log).containsExactly("/token Bearer gateway", "/a Bearer t1");
            source.close();
        }
    }

    @Test
    @DisplayName("CF-94: the source is closed between a 401 and its replay: the caller gets the 401 as it came")
    void closedBetweenA401AndItsReplay() {
        try (FakeApi api = FakeApi.accepting("Bearer t2")) {
            // given: the renewal begins, and then the application goes down
            AtomicInteger fetches = new AtomicInteger();
            AtomicReference<Runnable> goDown = new AtomicReference<>(() -> {});
            CachedTokenSource source = TokenSource.of(() -> fetches.incrementAndGet() == 1
                            ? Mono.just(token("t1"))
                            : Mono.delay(Duration.ofMillis(20))
                                    .doOnNext(tick -> goDown.get().run())
                                    .then(Mono.<AccessToken>never()))
                    .cache(UNLIMITED_REPORTS);
            goDown.set(source::close);
            // when, then
            StepVerifier.create(get(client(api, source), "/a"))
                    .expectNext("401 " + FakeApi.REFUSAL)
                    .expectComplete()
                    .verify(BOUND);
            assertThat(fetches).hasValue(2);
            assertThat(api.log).containsExactly("/a Bearer t1");
        }
    }

    @Test
    @DisplayName("CF-104: no file descriptor for a channel: NET, and worth another try")
    void noFileDescriptorIsLeft() {
        var request = new TransportRequest(URI.create("https://id.example.com/token"), Map.of(), new byte[0]);
        Throwable failure = NoAnswer.classify(
                new ChannelException("Failed to open a socket.", new SocketException("Too many open files")),
                new TokenExchange(request, TransportLimits.DEFAULTS, Optional.empty()));
        assertThat(failure).isInstanceOfSatisfying(TokenException.class, error -> {
            assertThat(error.code()).isEqualTo(Code.NET);
            assertThat(error.retryable()).isTrue();
        });
    }
}

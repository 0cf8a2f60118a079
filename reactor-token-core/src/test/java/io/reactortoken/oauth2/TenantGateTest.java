package io.reactortoken.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.test.TestTime;
import io.reactortoken.transport.TokenTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** CF-04: so many requests at once to one authorization server, over all keys, and every permit comes back. */
class TenantGateTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final TestTime time = TestTime.create();
    private final RegistryPolicy policy = RegistryPolicy.defaults()
            .withCache(time.policy().retry(RetryPolicy.none()).build());
    private final List<AccessToken> received = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();

    private void ask(TokenSources<Integer> tokens, int from, int to) {
        for (int key = from; key < to; key++) {
            tokens.source(key).token().subscribe(received::add, errors::add);
        }
    }

    @Test
    @DisplayName("CF-04: a thousand keys of a hundred cold subscribers make a thousand requests, 16 at once at most")
    void aHerdOfKeys() {
        // given
        var server = TenantServer.answeringOn(Schedulers.parallel());
        var tokens = TokenSources.<Integer>perKey(key -> server.client("client-" + key));
        Map<Integer, String> texts = new ConcurrentHashMap<>();
        AtomicInteger mixed = new AtomicInteger();
        AtomicInteger left = new AtomicInteger(100_000);
        Sinks.Empty<Void> all = Sinks.empty();
        // when: each key is asked for by both threads, and its subscribers are far apart
        for (int thread = 0; thread < 2; thread++) {
            int first = thread * 50_000;
            Schedulers.parallel().schedule(() -> {
                for (int i = first; i < first + 50_000; i++) {
                    int key = i % 1_000;
                    tokens.source(key)
                            .token()
                            .map(AccessToken::reveal)
                            .subscribe(
                                    text -> {
                                        if (!text.equals(texts.computeIfAbsent(key, unknown -> text))) {
                                            mixed.incrementAndGet();
                                        }
                                        if (left.decrementAndGet() == 0) {
                                            all.tryEmitEmpty();
                                        }
                                    },
                                    all::tryEmitError);
                }
            });
        }
        // then
        StepVerifier.create(all.asMono()).expectComplete().verify(BOUND);
        assertThat(server.requests).hasSize(1_000);
        assertThat(server.mostOpen.get()).isBetween(1, 16);
        assertThat(server.open).hasValue(0);
        assertThat(mixed).hasValue(0);
        assertThat(texts.values().stream().distinct()).hasSize(1_000);
        assertThat(tokens.size()).isEqualTo(1_000);
        tokens.close();
    }

    @Test
    @DisplayName("CF-04: sixteen go at once, and the others in the order in which they came")
    void inOrder() {
        var server = TenantServer.silent();
        var tokens = TokenSources.<Integer>perKey(key -> server.client("client-" + key), policy);
        ask(tokens, 0, 100);
        assertThat(server.open).hasValue(16);
        for (int answered = 1; answered <= 100; answered++) {
            server.answerNext();
            assertThat(server.open).hasValue(Math.min(16, 100 - answered));
            assertThat(received).hasSize(answered);
        }
        List<String> asked =
                server.requests.stream().map(TenantServer::tokenFor).toList();
        assertThat(received).extracting(AccessToken::reveal).isEqualTo(asked);
        assertThat(server.mostOpen).hasValue(16);
        tokens.close();
    }

    @Test
    @DisplayName("CF-04: each server has its own gate, whatever the transports")
    void oneGatePerServer() {
        var server = TenantServer.silent();
        TokenTransport another = request -> Mono.defer(() -> server.exchange(request));
        var tokens = TokenSources.<Integer>perKey(
                key -> OAuth2.clientCredentials("https://id" + key % 2 + ".example.com/token/" + key)
                        .clientId("client-" + key)
                        .clientSecret(SecretSource.of(Ask.SECRET))
                        .transport(key < 5 ? server : another),
                policy.withConcurrency(3));
        ask(tokens, 0, 10);
        assertThat(server.open).hasValue(6);
        server.answerAll();
        assertThat(received).hasSize(10);
        assertThat(server.mostOpen).hasValue(6);
        tokens.close();
    }

    @Test
    @DisplayName("a permit comes back from an answer, an error, a throw, an empty transport, a deadline and a cancel")
    void everyWayOut() {
        // given
        var server = TenantServer.silent();
        TokenTransport moody = request -> {
            int ways = server.requests.size() + errors.size();
            if (ways % 3 == 0 && errors.size() < 20) {
                throw new IllegalStateException("thrown by the transport");
            }
            return ways % 3 == 1 && errors.size() < 20 ? Mono.empty() : server.exchange(request);
        };
        var tokens = TokenSources.<Integer>perKey(
                key -> server.client("client-" + key).transport(moody), policy.withConcurrency(2));
        // when
        ask(tokens, 0, 50);
        server.failNext(new IOException("reset"));
        time.advance(Duration.ofSeconds(30));
        tokens.invalidateAll();
        // then: what is left of the first round has timed out in the queue, and nothing is open
        assertThat(errors).hasSize(50);
        assertThat(server.open).hasValue(0);
        assertThat(server.mostOpen).hasValue(2);
        ask(tokens, 0, 10);
        assertThat(server.open).hasValue(2);
        server.answerAll();
        assertThat(received).hasSize(10);
        assertThat(time.pendingTasks()).isEmpty();
        tokens.close();
    }

    @Test
    @DisplayName("the deadline runs while a request waits for its turn")
    void theDeadlineRunsInTheQueue() {
        var server = TenantServer.silent();
        var tokens = TokenSources.<Integer>perKey(key -> server.client("client-" + key), policy.withConcurrency(1));
        ask(tokens, 0, 2);
        time.advance(Duration.ofSeconds(29));
        server.answerNext();
        assertThat(server.requests).hasSize(2);
        time.advance(Duration.ofSeconds(1));
        assertThat(received).hasSize(1);
        assertThat(errors)
                .singleElement()
                .satisfies(error -> assertThat(((TokenException) error).code()).isEqualTo(Code.TMO));
        assertThat(server.cancelled).hasValue(1);
        assertThat(time.pendingTasks()).isEmpty();
        tokens.close();
    }

    @Test
    @DisplayName("close ends those who wait for their turn, and sends none of them")
    void closeEndsTheQueue() {
        var server = TenantServer.silent();
        var tokens = TokenSources.<Integer>perKey(key -> server.client("client-" + key), policy.withConcurrency(4));
        ask(tokens, 0, 100);
        tokens.close();
        assertThat(errors).hasSize(100);
        assertThat(server.requests).hasSize(4);
        assertThat(server.open).hasValue(0);
        assertThat(time.pendingTasks()).isEmpty();
    }

    @Test
    @DisplayName("who gets a token may ask for another key's inside it: its permit is back by then")
    void aPermitIsBackBeforeTheAnswer() {
        var server = TenantServer.answering();
        var tokens = TokenSources.<Integer>perKey(key -> server.client("client-" + key), policy.withConcurrency(1));
        Mono<Integer> nested = tokens.source(0)
                .token()
                .flatMap(first -> tokens.source(1).token())
                .flatMap(second -> tokens.source(2).token())
                .thenReturn(3);
        StepVerifier.create(nested).expectNext(3).expectComplete().verify(BOUND);
        assertThat(server.requests).hasSize(3);
        tokens.close();
    }
}

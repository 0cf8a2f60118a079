package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenFailure.Code;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@DisplayName("a retry policy as an operator's argument, for a source that is not cached")
class RetrySpecTest {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final AtomicInteger attempts = new AtomicInteger();

    private static TokenFailure noAnswer() {
        return TokenFailure.of(Code.TMO, "there was no answer").transientFailure();
    }

    private StepVerifier.FirstStep<AccessToken> retried(TokenFailure failure, int succeedsAt) {
        Mono<AccessToken> source = Mono.defer(() -> attempts.incrementAndGet() == succeedsAt
                ? Mono.just(CacheFixture.token("t1"))
                : Mono.error(TokenTransportException.of(failure, null)));
        RetryPolicy policy = new RetryPolicy(3, new Backoff(Duration.ofMillis(200), LONGEST));
        return StepVerifier.withVirtualTime(() -> source.retryWhen(policy.toRetry()));
    }

    private void attempted(int times) {
        assertThat(attempts).hasValue(times);
    }

    @Test
    @DisplayName("SD-29 waits for half to all of the backoff, and then for twice that")
    void waits() {
        retried(noAnswer(), 3)
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(99))
                .then(() -> attempted(1))
                .thenAwait(Duration.ofMillis(101))
                .then(() -> attempted(2))
                .thenAwait(Duration.ofMillis(400))
                .expectNext(CacheFixture.token("t1"))
                .verifyComplete();
        attempted(3);
    }

    @Test
    @DisplayName("CF-85 gives up after its attempts, with the last error; the ones before are suppressed in it")
    void givesUp() {
        retried(noAnswer(), 9).thenAwait(LONGEST).verifyErrorSatisfies(error -> {
            assertThat(error).hasMessage("TMO there was no answer (attempt=3/3)");
            assertThat(Suppressed.of(error)).hasSize(2).allMatch(TokenTransportException.class::isInstance);
        });
        attempted(3);
    }

    @Test
    @DisplayName("SD-29 does not try again what will not pass, and says that there was the one attempt")
    void permanent() {
        retried(TokenFailure.of(Code.NET, "the certificate is another's"), 2)
                .verifyErrorSatisfies(
                        error -> assertThat(error).hasMessage("NET the certificate is another's (attempt=1/1)"));
        attempted(1);
    }

    @Test
    @DisplayName("SD-10 waits as long as it is asked to, and up to a fifth longer")
    void waitsAsAsked() {
        retried(noAnswer().retryAfter(LONGEST), 2)
                .expectSubscription()
                .expectNoEvent(LONGEST.minusMillis(1))
                .then(() -> attempted(1))
                .thenAwait(Duration.ofMillis(1_001))
                .expectNext(CacheFixture.token("t1"))
                .verifyComplete();
        attempted(2);
    }

    @Test
    @DisplayName("SD-10 gives up at once, if it is asked to wait for longer than it ever would")
    void askedForTooLong() {
        retried(noAnswer().retryAfter(LONGEST.plusMillis(1)), 2)
                .verifyErrorSatisfies(
                        error -> assertThat(error).hasMessageContaining("there was no answer (attempt=1/3)"));
        attempted(1);
    }
}

package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RecordingTransport.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.Backoff;
import io.reactortoken.Leaks;
import io.reactortoken.Messages;
import io.reactortoken.RetryPolicy;
import io.reactortoken.Suppressed;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenEndpointException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.transport.TransportResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The tries of a source that is not cached. */
class RequestingSourceTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final RecordingTransport transport = new RecordingTransport();

    private Mono<AccessToken> token() {
        return token(SecretSource.of(Ask.SECRET));
    }

    private Mono<AccessToken> token(SecretSource secret) {
        return OAuth2.clientCredentials("https://id.example.com/token")
                .clientId("billing-client")
                .clientSecret(secret)
                .transport(transport)
                .source()
                .token();
    }

    private static void fails(Mono<AccessToken> token, Consumer<TokenException> check) {
        StepVerifier.withVirtualTime(() -> token)
                .thenAwait(LONG)
                .consumeErrorWith(error -> {
                    Messages.assertWellFormed(error);
                    Leaks.assertNone(error, Ask.SECRET);
                    check.accept((TokenException) error);
                })
                .verify();
    }

    @Test
    @DisplayName("SD-29, 0.4 the second attempt comes within [100 ms, 200 ms], the third within twice that")
    void waitsBetweenAttempts() {
        transport.then(503, "").then(500, "");
        StepVerifier.withVirtualTime(this::token)
                .expectSubscription()
                .then(() -> assertThat(transport.requests).hasSize(1))
                .expectNoEvent(Duration.ofMillis(99))
                .then(() -> assertThat(transport.requests).hasSize(1))
                .thenAwait(Duration.ofMillis(102))
                .then(() -> assertThat(transport.requests).hasSizeBetween(2, 3))
                .thenAwait(Duration.ofMillis(400))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(transport.requests).hasSize(3);
    }

    @Test
    @DisplayName("TE-141, R9110-17: it gives up with the last error itself; the ones before are suppressed")
    void signalsTheOriginalError() {
        transport.then(500, "").then(502, "").then(503, "");
        fails(token(), error -> {
            assertThat(error).isInstanceOf(TokenEndpointException.class).hasNoCause();
            assertThat(error).message().contains("status=503, attempt=3/3");
            assertThat(Suppressed.of(error)).hasSize(2).allMatch(TokenEndpointException.class::isInstance);
            assertThat(Suppressed.of(error).get(0)).hasMessageContaining("status=500");
        });
        assertThat(transport.requests).hasSize(3);
    }

    @Test
    @DisplayName("TE-141: what one subscriber saw fail is not told to the next")
    void keepsSubscribersApart() {
        transport.then(500, "").then(500, "").then(500, "").then(400, "{\"error\":\"invalid_grant\"}");
        Mono<AccessToken> token = token();
        fails(token, error -> assertThat(Suppressed.of(error)).hasSize(2));
        fails(token, error -> assertThat(Suppressed.of(error)).isEmpty());
    }

    @Test
    @DisplayName("R6749-38: a permanent refusal is not tried again, and says so")
    void triesAPermanentFailureOnce() {
        transport.then(400, "{\"error\":\"invalid_client\"}");
        fails(token(), error -> assertThat(error).message().contains("attempt=1/1"));
        assertThat(transport.requests).hasSize(1);
    }

    @Test
    @DisplayName("0.4 as many attempts as the request says")
    void triesAsOftenAsTold() {
        RetryPolicy twice = new RetryPolicy(2, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        transport.then(500, "").then(500, "").then(500, "");
        Mono<AccessToken> token = OAuth2.clientCredentials("https://id.example.com/token")
                .clientId("id")
                .clientSecret(SecretSource.of(Ask.SECRET))
                .retry(twice)
                .transport(transport)
                .source()
                .token();
        fails(token, error -> assertThat(error).message().contains("attempt=2/2"));
        assertThat(transport.requests).hasSize(2);
    }

    private static Mono<TransportResponse> throttled(String seconds) {
        return Mono.just(response(429, Map.of("Retry-After", List.of(seconds)), ""));
    }

    @Test
    @DisplayName("TE-131: Retry-After is waited for")
    void waitsAsLongAsAsked() {
        transport.then(throttled("2"));
        StepVerifier.withVirtualTime(this::token)
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(1_999))
                .then(() -> assertThat(transport.requests).hasSize(1))
                .thenAwait(Duration.ofMillis(402))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    @DisplayName("TE-135: Retry-After: 0 is no hot loop")
    void waitsAtLeastTheBackoff() {
        transport.then(throttled("0"));
        StepVerifier.withVirtualTime(this::token)
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(99))
                .thenAwait(Duration.ofMillis(102))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    @DisplayName("TE-136: a wait beyond the cap fails at once, with the time")
    void failsAtOnceWhenTheWaitIsLong() {
        transport.then(throttled("999999999"));
        StepVerifier.create(token())
                .consumeErrorWith(error ->
                        assertThat(((TokenException) error).retryAfter()).contains(Duration.ofHours(1)))
                .verify();
        assertThat(transport.requests).hasSize(1);
    }

    @Test
    void failsWhereTheTransportAnswersNothing() {
        transport.then(Mono.empty());
        fails(
                token(),
                error -> assertThat(error).message().startsWith("NET the transport completed without an answer"));
    }

    private static SecretSource secret(Mono<Secret> secret) {
        return new SecretSource() {
            @Override
            public Mono<Secret> secret() {
                return secret;
            }

            @Override
            public String description() {
                return "the vault";
            }
        };
    }

    @Test
    @DisplayName("R6749-08: an empty secret, or none, is an error and not a request")
    void refusesNoSecret() {
        fails(token(secret(Mono.empty())), error -> assertThat(error.code()).isEqualTo(Code.CRD_P));
        fails(token(secret(Mono.just(Secret.of("")))), error -> {
            assertThat(error).isInstanceOf(TokenCredentialException.class);
            assertThat(error).message().contains("the vault", "client=bil..ent(14), as=https://id.example.com");
        });
        assertThat(transport.requests).isEmpty();
    }

    @Test
    @DisplayName("2.9 a source that fails is asked again, and the failure names it")
    void retriesAFailingSecretSource() {
        AtomicInteger reads = new AtomicInteger();
        SecretSource failing = secret(Mono.error(() -> new IOException("down " + reads.incrementAndGet())));
        fails(token(failing), error -> {
            assertThat(error.code()).isEqualTo(Code.CRD_T);
            assertThat(error).hasCauseInstanceOf(IOException.class);
            assertThat(error).message().contains("the vault failed with java.io.IOException", "attempt=3/3");
        });
        assertThat(reads).hasValue(3);
        assertThat(transport.requests).isEmpty();
    }
}

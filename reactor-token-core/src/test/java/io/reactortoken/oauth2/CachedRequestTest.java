package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RecordingTransport.response;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.Isolated;
import io.reactortoken.Leaks;
import io.reactortoken.Messages;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.test.TestTime;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.publisher.TestPublisher;

/** The cache over real token requests: what is read anew for each, and what a failure on the way becomes. */
class CachedRequestTest {

    private final TestTime time = TestTime.create();
    private final RecordingTransport transport = new RecordingTransport();

    private static TokenRequest request(SecretSource secret, TokenTransport transport) {
        return OAuth2.clientCredentials("https://id.example.com/token")
                .clientId("billing-client")
                .clientSecret(secret)
                .transport(transport);
    }

    @AfterEach
    void takeTheHookAway() {
        Hooks.resetOnOperatorDebug();
    }

    /** A secret that can be rotated. */
    private static final class Rotating implements SecretSource {

        private final AtomicReference<String> current = new AtomicReference<>("old");
        private final Scheduler scheduler;

        Rotating(Scheduler scheduler) {
            this.scheduler = scheduler;
        }

        @Override
        public Mono<Secret> secret() {
            return Mono.fromSupplier(() -> Secret.of(current.get())).subscribeOn(scheduler);
        }

        @Override
        public String description() {
            return "a rotating source";
        }
    }

    private static String secretIn(TransportRequest sent) {
        String basic = sent.headers().getOrDefault("Authorization", "").substring("Basic ".length());
        return new String(Base64.getDecoder().decode(basic), UTF_8).replace("billing-client:", "");
    }

    @Test
    @DisplayName("CF-30: a secret that rotates during a request: that one ends with the old, the next one has the new")
    void aSecretThatRotatesDuringARequest() {
        // given
        var secret = new Rotating(Schedulers.immediate());
        AtomicReference<MonoSink<TransportResponse>> answer = new AtomicReference<>();
        transport.then(Mono.create(answer::set));
        CachedTokenSource tokens =
                request(secret, transport).cache(time.policy().build());
        List<AccessToken> received = new ArrayList<>();
        tokens.token().subscribe(received::add);
        // when
        secret.current.set("new");
        answer.get().success(response(200, RecordingTransport.GRANTED));
        tokens.evict();
        tokens.token().subscribe(received::add);
        // then
        assertThat(received).hasSize(2);
        assertThat(transport.requests).extracting(CachedRequestTest::secretIn).containsExactly("old", "new");
    }

    @Test
    @DisplayName("CF-30: a secret that rotates between two attempts is read for the second one")
    void aSecretThatRotatesBetweenAttempts() {
        // given
        var secret = new Rotating(Schedulers.immediate());
        transport.then(503, "");
        CachedTokenSource tokens =
                request(secret, transport).cache(time.policy().build());
        List<AccessToken> received = new ArrayList<>();
        tokens.token().subscribe(received::add);
        // when
        secret.current.set("new");
        time.advance(Duration.ofSeconds(1));
        // then
        assertThat(received).hasSize(1);
        assertThat(transport.requests).extracting(CachedRequestTest::secretIn).containsExactly("old", "new");
    }

    @Test
    @DisplayName("CF-10: one request, cached twice, is two sources; each has its own token and its own request")
    void oneRequestCachedTwice() {
        TokenRequest request = request(SecretSource.of(Ask.SECRET), transport);
        CachedTokenSource one = request.cache(time.policy().build());
        CachedTokenSource other = request.cache(time.policy().build());
        one.token().block();
        other.token().block();
        one.close();
        assertThat(other.token().block()).isNotNull();
        assertThat(transport.requests).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 300})
    @DisplayName("CF-71: a server whose clock is five minutes off: the token lives as long as it says, by our clocks")
    void aServerWhoseClockIsOff(long skewSeconds) {
        // given
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                time.instant().plusSeconds(skewSeconds).atOffset(ZoneOffset.UTC));
        String granted = RecordingTransport.GRANTED.replace("3600", "600");
        transport.then(Mono.just(response(200, Map.of("Date", List.of(date)), granted)));
        CachedTokenSource tokens = request(SecretSource.of(Ask.SECRET), transport)
                .cache(time.policy().refreshBefore(Duration.ZERO).build());
        tokens.token().block();
        // when
        time.advance(Duration.ofSeconds(600 - 30).minusMillis(1));
        tokens.token().block();
        assertThat(transport.requests).hasSize(1);
        time.advance(Duration.ofMillis(1));
        tokens.token().block();
        // then
        assertThat(transport.requests).hasSize(2);
    }

    @Test
    @DisplayName("CF-105: a secret source whose queue is full is CRD-T at once, and no request is sent")
    void aSecretSourceWhoseQueueIsFull() {
        // given: one thread, which is busy, and a queue of one
        CountDownLatch release = new CountDownLatch(1);
        Scheduler full = fullScheduler(release);
        CachedTokenSource tokens = request(new Rotating(full), transport)
                .retry(RetryPolicy.none())
                .cache(time.policy().build());
        // when
        TokenException failure = failureOf(tokens);
        release.countDown();
        full.dispose();
        // then
        assertThat(failure).isInstanceOf(TokenCredentialException.class);
        assertThat(failure.code()).isEqualTo(Code.CRD_T);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasRootCauseInstanceOf(RejectedExecutionException.class);
        assertThat(transport.requests).isEmpty();
    }

    private static Scheduler fullScheduler(CountDownLatch release) {
        CountDownLatch busy = new CountDownLatch(1);
        Scheduler full = Schedulers.newBoundedElastic(1, 1, "secrets");
        full.schedule(() -> {
            busy.countDown();
            await(release);
        });
        await(busy);
        full.schedule(() -> {});
        return full;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException disposed) {
            Thread.currentThread().interrupt();
        }
    }

    private static TokenException failureOf(CachedTokenSource tokens) {
        AtomicReference<Throwable> failure = new AtomicReference<>(new IllegalStateException("no failure"));
        tokens.token().subscribe(unwanted -> {}, failure::set);
        Throwable seen = failure.get();
        Messages.assertWellFormed(seen);
        return (TokenException) seen;
    }

    @Test
    @DisplayName("CF-80, TM-14: onOperatorDebug adds neither secret nor token to what a refused request tells")
    void assemblyTextsTellNoSecret() {
        // given
        Hooks.onOperatorDebug();
        transport.then(401, "{\"error\":\"invalid_client\"}");
        CachedTokenSource tokens = request(SecretSource.of(Ask.SECRET), transport)
                .cache(time.policy().build());
        // when
        TokenException failure = failureOf(tokens);
        // then
        Leaks.assertNone(failure, Ask.SECRET, RecordingTransport.TOKEN);
        Leaks.assertNone(tokens.token(), Ask.SECRET, RecordingTransport.TOKEN);
    }

    @Test
    @DisplayName(
            "CF-103: a class that is missing as the answer is read fails the request at once, and not by its deadline")
    void aClassThatIsMissing() throws Exception {
        Isolated.run(WithoutAParser.class, line -> {});
    }

    /** Jackson is not on its class path. */
    static final class WithoutAParser implements Runnable {

        @Override
        public void run() {
            TestTime time = TestTime.create();
            TestPublisher<TransportResponse> answer = TestPublisher.create();
            CachedTokenSource tokens = request(SecretSource.of("secret"), sent -> answer.mono())
                    .cache(time.policy().build());
            List<String> errors = new ArrayList<>();
            tokens.token().subscribe(unwanted -> {}, error -> errors.add(String.valueOf(error.getMessage())));
            answer.emit(new TransportResponse(200, Map.of(), new byte[0]));
            if (errors.size() != 1 || !errors.get(0).contains("java.lang.NoClassDefFoundError")) {
                throw new IllegalStateException("callers were told " + errors);
            }
        }
    }
}

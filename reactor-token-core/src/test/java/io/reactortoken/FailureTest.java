package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.permanentFailure;
import static io.reactortoken.CacheFixture.token;
import static io.reactortoken.CacheFixture.transientFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenFailure.Code;
import io.reactortoken.test.ScriptedSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class FailureTest {

    @Test
    @DisplayName("inside a hold callers fail at once, with the cause and the time left")
    void callersInsideAHoldFailAtOnce() {
        var cache = CacheFixture.over(ScriptedSource.answering(number -> Mono.error(permanentFailure())));
        cache.verify().expectError(TokenEndpointException.class).verify(Duration.ofSeconds(5));
        cache.time.advance(Duration.ofMillis(400));
        for (int i = 0; i < 1_000; i++) {
            cache.verify()
                    .expectErrorSatisfies(error -> {
                        assertThat(error).isInstanceOf(TokenUnavailableException.class);
                        assertThat(error)
                                .hasMessageStartingWith(
                                        "HLD not asked for another 600 ms, because: OAE refused: invalid_client");
                        assertThat(((TokenException) error).retryAfter()).contains(Duration.ofMillis(600));
                        assertThat(error.getCause()).isInstanceOf(TokenEndpointException.class);
                        assertThat(error.getStackTrace()).isEmpty();
                    })
                    .verify(Duration.ofSeconds(5));
        }
        assertThat(cache.source.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName("CF-06, TM-40 holds after a permanent error double up to a minute")
    void permanentHoldsDouble() {
        var cache = CacheFixture.over(ScriptedSource.answering(number -> Mono.error(permanentFailure())));
        List<Long> requestedAt = new ArrayList<>();
        for (long second = 0; second < 200; second++) {
            int before = cache.source.requests();
            cache.get().subscribe(unwanted -> {}, error -> {});
            if (cache.source.requests() > before) {
                requestedAt.add(second);
            }
            cache.time.advance(Duration.ofSeconds(1));
        }
        assertThat(requestedAt).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L);
    }

    @Test
    @DisplayName("CF-99, CF-101 a success ends the row of failures")
    void aSuccessEndsTheRow() {
        var cache = CacheFixture.over(ScriptedSource.answering(
                number -> number == 5 ? Mono.just(token("t5")) : Mono.error(permanentFailure())));
        for (int second = 0; second < 16; second++) {
            cache.get().subscribe(unwanted -> {}, error -> {});
            cache.time.advance(Duration.ofSeconds(1));
        }
        assertThat(cache.now()).isEqualTo("t5");
        cache.tokens.evict();
        cache.verify().expectError(TokenEndpointException.class).verify(Duration.ofSeconds(5));
        cache.time.advance(Duration.ofSeconds(1));
        cache.verify().expectError(TokenEndpointException.class).verify(Duration.ofSeconds(5));
        assertThat(cache.source.requests()).as("the hold is one second again").isEqualTo(7);
    }

    @Test
    @DisplayName(
            "SD-06 the server is down while the token works: one request a step, no caller fails, then it recovers")
    void theServerIsDownWhileTheTokenWorks() {
        AtomicBoolean down = new AtomicBoolean();
        var cache = CacheFixture.over(
                ScriptedSource.answering(
                        number -> down.get() ? Mono.error(transientFailure()) : Mono.just(token("t" + number))),
                options -> options.refreshBefore(Duration.ofMinutes(20)));
        cache.now();
        cache.time.advance(Duration.ofMinutes(41));
        down.set(true);
        int before = cache.source.requests();
        for (int i = 0; i < 600_000; i++) {
            assertThat(cache.get().block()).isEqualTo(token("t1"));
            cache.time.advance(Duration.ofMillis(1));
        }
        assertThat(cache.source.requests() - before).isBetween(20, 36);
        down.set(false);
        cache.time.advance(Duration.ofSeconds(30));
        cache.now();
        assertThat(cache.now()).isNotEqualTo("t1");
    }

    @Test
    @DisplayName(
            "CF-85, SD-06, SD-29 transient failures are tried three times, and the last error is the one that surfaces")
    void transientFailuresAreTriedThreeTimes() {
        var cache = CacheFixture.over(ScriptedSource.answering(
                number -> number < 3 ? Mono.error(new IOException("reset")) : Mono.just(token("t" + number))));
        List<AccessToken> received = new ArrayList<>();
        cache.get().subscribe(received::add);
        assertThat(cache.source.requests()).isEqualTo(1);
        cache.time.advance(Duration.ofMillis(200));
        assertThat(cache.source.requests()).isEqualTo(2);
        cache.time.advance(Duration.ofMillis(400));
        assertThat(received).containsExactly(token("t3"));
    }

    @Test
    @DisplayName("R6749-38 permanent failures are tried once")
    void permanentFailuresAreTriedOnce() {
        var cache = CacheFixture.over(ScriptedSource.answering(number -> Mono.error(permanentFailure())));
        cache.verify().expectError(TokenEndpointException.class).verify(Duration.ofSeconds(5));
        cache.time.advance(Duration.ofMillis(999));
        assertThat(cache.source.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName("TE-131: a Retry-After that ends in time is waited for; TE-136 a longer one fails at once")
    void retryAfterIsHonoured() {
        var inTime = CacheFixture.over(ScriptedSource.answering(
                number -> number == 1 ? Mono.error(throttled(Duration.ofSeconds(7))) : Mono.just(token("t" + number))));
        List<AccessToken> received = new ArrayList<>();
        inTime.get().subscribe(received::add);
        inTime.time.advance(Duration.ofMillis(6_999));
        assertThat(inTime.source.requests()).isEqualTo(1);
        inTime.time.advance(Duration.ofMillis(1_401));
        assertThat(received).containsExactly(token("t2"));

        var tooLong =
                CacheFixture.over(ScriptedSource.answering(number -> Mono.error(throttled(Duration.ofMinutes(5)))));
        tooLong.verify().expectErrorMessage("THR slow down (attempt=1/3)").verify(Duration.ofSeconds(5));
        tooLong.time.advance(Duration.ofSeconds(299));
        tooLong.verify().expectError(TokenUnavailableException.class).verify(Duration.ofSeconds(5));
        assertThat(tooLong.source.requests()).isEqualTo(1);
    }

    private static TokenException throttled(Duration wait) {
        return TokenEndpointException.of(TokenFailure.of(Code.THR, "slow down").retryAfter(wait), null);
    }

    @Test
    @DisplayName("a fetch that never ends is ended by the cache, and frees the slot")
    void aFetchThatNeverEndsIsEnded() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        List<Throwable> errors = new ArrayList<>();
        cache.get().subscribe(unwanted -> {}, errors::add);
        cache.time.advance(Duration.ofSeconds(30).minusMillis(1));
        assertThat(errors).isEmpty();
        cache.time.advance(Duration.ofMillis(1));
        assertThat(errors)
                .singleElement()
                .satisfies(error -> assertThat(error)
                        .isInstanceOf(TokenTransportException.class)
                        .hasMessageStartingWith("TMO there was no token within 30000 ms"));
        assertThat(cache.source.cancelled()).isEqualTo(1);
        cache.time.advance(Duration.ofSeconds(1));
        cache.get().subscribe();
        cache.source.answer(token("late answer of the cancelled request".replace(' ', '-')));
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName("CF-20 the deadline also ends a wait between attempts, and leaves no timer")
    void theDeadlineEndsAWaitBetweenAttempts() {
        var cache = CacheFixture.over(
                ScriptedSource.answering(number -> Mono.error(transientFailure())),
                options -> options.acquisitionTimeout(Duration.ofMillis(300)));
        List<Throwable> errors = new ArrayList<>();
        cache.get().subscribe(unwanted -> {}, errors::add);
        cache.time.advance(Duration.ofSeconds(10));
        assertThat(errors).singleElement().isInstanceOf(TokenTransportException.class);
        assertThat(cache.source.requests())
                .as("a third attempt would come after the deadline")
                .isEqualTo(2);
    }

    @Test
    @DisplayName("CF-75 with a disposed scheduler a held token is served, and a fetch fails at once")
    void aDisposedSchedulerIsAnErrorAndNotAHang() {
        var scheduler = Schedulers.newSingle("doomed");
        var cache = CacheFixture.over(
                ScriptedSource.issuing(HOUR),
                options -> options.scheduler(scheduler).keepWarm(true));
        assertThat(cache.now()).isEqualTo("t1");
        scheduler.dispose();
        assertThat(cache.now()).isEqualTo("t1");
        cache.tokens.evict();
        cache.verify()
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(TokenUnavailableException.class)
                        .hasMessageContaining("takes no more tasks"))
                .verify(Duration.ofSeconds(5));
    }
}

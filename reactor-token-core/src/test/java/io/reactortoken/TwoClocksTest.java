package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class TwoClocksTest {

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -60, -1, 0})
    @DisplayName("CF-60 a wall clock that is set back does not lengthen a token's life")
    void aWallClockSetBackDoesNotLengthenALife(long jumpSeconds) {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        cache.now();
        cache.time.advance(Duration.ofMinutes(10));
        cache.now();
        cache.time.jumpWallClock(Duration.ofSeconds(jumpSeconds));
        cache.now();
        cache.time.advance(Duration.ofMinutes(49).plusSeconds(31));
        assertThat(cache.now()).isEqualTo("t2");
    }

    @Test
    @DisplayName("CF-61 a wall clock that is set forward costs one early request, and no storm")
    void aWallClockSetForwardCostsOneRequest() {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        cache.now();
        cache.time.jumpWallClock(HOUR);
        for (int i = 0; i < 1_000; i++) {
            assertThat(cache.now()).isEqualTo("t2");
            cache.time.advance(Duration.ofSeconds(1));
        }
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName("CF-62 after two hours of sleep the first call fetches, although the monotonic clock stood still")
    void afterASleepTheFirstCallFetches() {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        cache.now();
        cache.time.sleepMachine(Duration.ofHours(2));
        assertThat(cache.now()).isEqualTo("t2");
    }

    @Test
    @DisplayName("CF-70 the monotonic clock may wrap")
    void theMonotonicClockMayWrap() {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        assertThat(cache.time.nanoTime()).isPositive();
        cache.now();
        cache.time.advance(Duration.ofMinutes(30));
        assertThat(cache.time.nanoTime()).isNegative();
        cache.now();
        cache.time.advance(Duration.ofMinutes(29).plusSeconds(31));
        cache.now();
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName("the wall clock is never believed for longer than the monotonic clock allows")
    void theWallClockIsNotBelievedPastTheEnd() {
        var cache = CacheFixture.over(
                ScriptedSource.issuing(Duration.ofSeconds(10)),
                options -> options.refreshBefore(Duration.ZERO).expiryMargin(Duration.ZERO));
        cache.now();
        cache.time.advance(Duration.ofMillis(9_900));
        assertThat(cache.now()).isEqualTo("t1");
        cache.time.advance(Duration.ofMillis(101));
        cache.time.jumpWallClock(Duration.ofMillis(-101));
        assertThat(cache.now())
                .as("at most the rest of the window, which ended with the token")
                .isIn("t1", "t2");
        cache.time.advance(Duration.ofMillis(101));
        assertThat(cache.now()).isEqualTo("t2");
    }

    @Test
    @DisplayName("a hold ends by the monotonic clock when the wall clock is set back")
    void aHoldEndsAlthoughTheWallClockIsSetBack() {
        var cache = CacheFixture.over(ScriptedSource.answering(number -> Mono.error(CacheFixture.permanentFailure())));
        cache.get().subscribe(unwanted -> {}, error -> {});
        cache.time.jumpWallClock(HOUR.negated());
        cache.time.advance(Duration.ofSeconds(1));
        cache.get().subscribe(unwanted -> {}, error -> {});
        assertThat(cache.source.requests()).isEqualTo(2);
    }
}

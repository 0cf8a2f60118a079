package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Faults of clocks beyond those of {@link TwoClocksTest}: zones, leap seconds, a process that stands still. */
class ClockFaultTest {

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -600, -1})
    @DisplayName("CF-60: a wall clock that is set back delays no renewal")
    void aWallClockSetBackDelaysNoRenewal(long jumpSeconds) {
        // given
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        cache.now();
        cache.time.advance(Duration.ofMinutes(10));
        // when
        cache.time.jumpWallClock(Duration.ofSeconds(jumpSeconds));
        cache.time.advance(Duration.ofMinutes(45).minusMillis(1));
        cache.now();
        assertThat(cache.source.requests()).isEqualTo(1);
        cache.time.advance(Duration.ofMillis(1));
        // then
        assertThat(cache.now()).isEqualTo("t1");
        assertThat(cache.now()).isEqualTo("t2");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29T00:59:00Z",
        "Europe/Berlin, 2026-10-25T00:59:00Z",
        "Australia/Lord_Howe, 2026-04-04T14:59:00Z",
        "UTC, 2016-12-31T23:59:30Z"
    })
    @DisplayName("CF-65: change of daylight saving time, leap second, another zone: nothing is early or late")
    void zonesDoNotMatter(String zone, Instant start) {
        // given
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
            cache.time.jumpWallClock(Duration.between(cache.time.instant(), start));
            assertThat(cache.current().reveal()).isEqualTo("t1");
            // when
            cache.time.advance(Duration.ofMinutes(30));
            TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
            cache.time.advance(Duration.ofMinutes(25).minusMillis(1));
            // then
            cache.now();
            assertThat(cache.source.requests()).isEqualTo(1);
            cache.time.advance(Duration.ofMillis(1));
            cache.now();
            assertThat(cache.source.requests()).isEqualTo(2);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    @DisplayName(
            "CF-72: a process that stood still for ten minutes: TMO as soon as it goes on, and the next call succeeds")
    void aProcessThatStoodStill() {
        // given
        var clock = new StoppableClock();
        var source = ScriptedSource.answering(number -> number == 1 ? hanging(clock) : Mono.just(token("t" + number)));
        CachedTokenSource tokens = source.cache(clock.policy().build());
        var waiting = new Recorder();
        tokens.token().subscribe(waiting);
        // when: the attempt's own deadline is the first timer to fire
        clock.standStill(Duration.ofMinutes(10));
        clock.time.advance(Duration.ofSeconds(15));
        // then: too late for another attempt of this flight
        assertThat(waiting.signals).containsExactly("onSubscribe", "TMO");
        clock.time.advance(Duration.ofSeconds(1));
        assertThat(tokens.token().block()).isEqualTo(token("t2"));
    }

    @Test
    @DisplayName("CF-72: the same with time left for another attempt: it succeeds")
    void aProcessThatStoodStillWithTimeLeft() {
        // given
        var clock = new StoppableClock();
        var source = ScriptedSource.answering(number -> number == 1 ? hanging(clock) : Mono.just(token("t" + number)));
        CachedTokenSource tokens =
                source.cache(clock.policy().acquisitionTimeout(HOUR).build());
        var waiting = new Recorder();
        tokens.token().subscribe(waiting);
        waiting.subscription().request(1);
        // when
        clock.standStill(Duration.ofMinutes(10));
        clock.time.advance(Duration.ofSeconds(16));
        // then
        assertThat(waiting.signals).containsExactly("onSubscribe", "t2", "onComplete");
    }

    @Test
    @DisplayName("CF-72: whoever calls before the timers have fired ends the flight, and hangs no longer than they do")
    void aCallBeforeTheTimersFire() {
        // given
        var clock = new StoppableClock();
        var source = ScriptedSource.answering(number -> number == 1 ? hanging(clock) : Mono.just(token("t" + number)));
        CachedTokenSource tokens = source.cache(clock.policy().build());
        var waiting = new Recorder();
        tokens.token().subscribe(waiting);
        // when
        clock.standStill(Duration.ofMinutes(10));
        var next = new Recorder();
        tokens.token().subscribe(next);
        // then
        assertThat(waiting.signals).containsExactly("onSubscribe", "TMO");
        assertThat(next.signals).containsExactly("onSubscribe", "HLD");
    }

    private static Mono<AccessToken> hanging(StoppableClock clock) {
        return Mono.<AccessToken>never().timeout(Duration.ofSeconds(15), clock.time.scheduler());
    }

    /** Both clocks go on while the process, and so every timer, stands still. */
    private static final class StoppableClock implements TokenClock {

        private final TestTime time = TestTime.create();
        private final AtomicLong stoodStillMillis = new AtomicLong();

        CachePolicyBuilder policy() {
            return time.policy().clock(this);
        }

        void standStill(Duration duration) {
            stoodStillMillis.addAndGet(duration.toMillis());
        }

        @Override
        public long epochMillis() {
            return time.epochMillis() + stoodStillMillis.get();
        }

        @Override
        public long nanoTime() {
            return time.nanoTime() + Duration.ofMillis(stoodStillMillis.get()).toNanos();
        }
    }
}

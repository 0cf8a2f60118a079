package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Renewal without traffic goes on whatever happens to clocks and tokens in between. */
class KeepWarmTest {

    private static CacheFixture warm(ScriptedSource source) {
        return CacheFixture.over(source, options -> options.keepWarm(true).acquisitionTimeout(HOUR));
    }

    @Test
    @DisplayName("CF-61, CF-69: a timer that fires too early, because a clock was put right, is set again")
    void aTimerThatFiresTooEarlyIsSetAgain() {
        // given: while the token is fetched, the wall clock is fifty minutes fast
        var cache = warm(ScriptedSource.silent());
        cache.get().subscribe();
        cache.time.jumpWallClock(Duration.ofMinutes(50));
        cache.source.answer(token("t1"));
        cache.time.jumpWallClock(Duration.ofMinutes(-50));
        // when: five minutes were left by the wall clock when the timer was set
        cache.time.advance(Duration.ofMinutes(6));
        assertThat(cache.source.requests()).isEqualTo(1);
        cache.time.advance(Duration.ofMinutes(49));
        // then
        assertThat(cache.source.requests())
                .as("renewed when due, without traffic")
                .isEqualTo(2);
    }

    @Test
    @DisplayName("CF-69: a token that a waiter brought about while it was woken is the one that is kept warm")
    void theLatestTokenIsKeptWarm() {
        // given: the first waiter evicts what it gets, and asks again
        var cache = CacheFixture.over(
                ScriptedSource.answering(number ->
                        Mono.just(AccessToken.bearer("t" + number, number == 1 ? Duration.ofMinutes(20) : HOUR))),
                options -> options.keepWarm(true));
        cache.get()
                .flatMap(first -> {
                    cache.tokens.evict();
                    return cache.get();
                })
                .subscribe();
        assertThat(cache.source.requests()).isEqualTo(2);
        // when
        cache.time.advance(Duration.ofMinutes(54));
        assertThat(cache.source.requests()).isEqualTo(2);
        cache.time.advance(Duration.ofMinutes(1));
        // then
        assertThat(cache.source.requests()).isEqualTo(3);
    }
}

package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CloseTest {

    @Test
    @DisplayName("CF-91 close during a flight: waiters get CLS at once, and the request is cancelled")
    void closeDuringAFlight() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        List<Throwable> errors = new ArrayList<>();
        cache.get().subscribe(unwanted -> {}, errors::add);
        cache.get().subscribe(unwanted -> {}, errors::add);
        cache.tokens.close();
        assertThat(errors)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allSatisfy(error -> assertThat(error)
                        .isInstanceOf(TokenUnavailableException.class)
                        .hasMessageStartingWith("CLS the token source is closed"));
        assertThat(cache.source.cancelled()).isEqualTo(1);
        cache.time.advance(HOUR);
        assertThat(errors).hasSize(2);
    }

    @Test
    @DisplayName("CF-92 after close there is never a cached token")
    void afterCloseThereIsNoToken() {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        cache.now();
        assertThat(cache.tokens.isDisposed()).isFalse();
        cache.tokens.dispose();
        cache.tokens.dispose();
        assertThat(cache.tokens.isDisposed()).isTrue();
        cache.verify().expectError(TokenUnavailableException.class).verify(Duration.ofSeconds(5));
        cache.tokens.invalidate(token("t1"));
        cache.tokens.evict();
        cache.verify().expectError(TokenUnavailableException.class).verify(Duration.ofSeconds(5));
        assertThat(cache.source.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName("CF-93 close from inside onNext: the one who closes has its token, the next waiter gets one, too")
    void closeFromInsideOnNext() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        List<AccessToken> received = new ArrayList<>();
        cache.get().subscribe(token -> {
            received.add(token);
            cache.tokens.close();
        });
        cache.get().subscribe(received::add);
        cache.source.answer(token("t1"));
        assertThat(received).hasSize(2);
        assertThat(cache.tokens.isDisposed()).isTrue();
        cache.verify().expectError(TokenUnavailableException.class).verify(Duration.ofSeconds(5));
    }

    @Test
    void anAnswerAfterCloseIsNotKept() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        cache.get().subscribe(unwanted -> {}, error -> {});
        cache.tokens.close();
        cache.source.answer(token("t1"));
        cache.verify().expectError(TokenUnavailableException.class).verify(Duration.ofSeconds(5));
    }

    @Test
    @DisplayName("CF-36, CF-91 close while an evicted token arrives: who waits gets CLS, and not what was evicted")
    void closeWhileAnEvictedTokenArrives() {
        List<AccessToken> received = new ArrayList<>();
        List<Throwable> errors = new ArrayList<>();
        var cache = closedAtTheNextReadingOfTheClock(received, errors, true);
        cache.source.answer(token("t1"));
        assertThat(received).isEmpty();
        assertThat(errors).singleElement().satisfies(error -> assertThat(error).hasMessageStartingWith("CLS"));
    }

    @Test
    @DisplayName("CF-91 close while a token arrives: who waits gets it")
    void closeWhileATokenArrives() {
        List<AccessToken> received = new ArrayList<>();
        List<Throwable> errors = new ArrayList<>();
        var cache = closedAtTheNextReadingOfTheClock(received, errors, false);
        cache.source.answer(token("t1"));
        assertThat(received).containsExactly(token("t1"));
        assertThat(errors).isEmpty();
    }

    /** One waits; the cache is closed when a flight that has ended reads the clock, before it looks for its slot. */
    private static CacheFixture closedAtTheNextReadingOfTheClock(
            List<AccessToken> received, List<Throwable> errors, boolean evicted) {
        var clock = new HookedClock();
        var cache = CacheFixture.over(ScriptedSource.silent(), options -> options.clock(clock));
        cache.get().subscribe(received::add, errors::add);
        if (evicted) {
            cache.tokens.evict();
        }
        clock.atNextReading.set(cache.tokens::close);
        return cache;
    }

    /** A clock that stands still; something may happen as it is read. */
    private static final class HookedClock implements TokenClock {

        final AtomicReference<Runnable> atNextReading = new AtomicReference<>(() -> {});

        @Override
        public long epochMillis() {
            atNextReading.getAndSet(() -> {}).run();
            return 0;
        }

        @Override
        public long nanoTime() {
            return 0;
        }
    }

    @Test
    void theTextOfACacheTellsItsPhaseAndNoToken() {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR), options -> options.name("billing"));
        assertThat(cache.tokens).hasToString("CachedTokenSource[billing, EMPTY]");
        cache.now();
        assertThat(cache.tokens).hasToString("CachedTokenSource[billing, FRESH]");
        cache.tokens.close();
        assertThat(cache.tokens).hasToString("CachedTokenSource[billing, CLOSED]");
    }
}

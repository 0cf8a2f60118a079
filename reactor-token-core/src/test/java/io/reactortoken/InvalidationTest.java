package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class InvalidationTest {

    private static CacheFixture warmFor(Duration age) {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        cache.now();
        cache.time.advance(age);
        return cache;
    }

    @Test
    @DisplayName("RS-01 a rejected token is not served again")
    void aRejectedTokenIsNotServedAgain() {
        var cache = warmFor(Duration.ofMinutes(1));
        cache.tokens.invalidate(token("t1"));
        assertThat(cache.source.requests())
                .as("it is the next subscription that asks")
                .isEqualTo(1);
        assertThat(cache.now()).isEqualTo("t2");
    }

    @Test
    @DisplayName("CF-08 ten thousand late reports of one token cost one request")
    void manyReportsOfOneTokenCostOneRequest() {
        var cache = warmFor(Duration.ofMinutes(1));
        for (int i = 0; i < 10_000; i++) {
            cache.tokens.invalidate(token("t1"));
            assertThat(cache.now()).isEqualTo("t2");
        }
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    @Test
    void aReportOfAnotherTokenChangesNothing() {
        var cache = warmFor(Duration.ofMinutes(1));
        cache.tokens.invalidate(token("t0"));
        assertThat(cache.now()).isEqualTo("t1");
    }

    @Test
    @DisplayName("RS-28 a token younger than five seconds is not dropped")
    void aYoungTokenIsNotDropped() {
        var cache = warmFor(Duration.ofMillis(4_999));
        cache.tokens.invalidate(token("t1"));
        assertThat(cache.now()).isEqualTo("t1");
        cache.time.advance(Duration.ofMillis(1));
        cache.tokens.invalidate(token("t1"));
        assertThat(cache.now()).isEqualTo("t2");
    }

    @Test
    @DisplayName("RS-03 an API that refuses everything for a minute costs at most thirteen requests")
    void anApiThatRefusesEverythingIsNoStorm() {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        List<Long> seconds = new ArrayList<>();
        for (int millis = 0; millis < 60_000; millis += 10) {
            int before = cache.source.requests();
            AccessToken current = cache.current();
            if (cache.source.requests() > before) {
                seconds.add(millis / 1_000L);
            }
            cache.tokens.invalidate(current);
            cache.time.advance(Duration.ofMillis(10));
        }
        assertThat(seconds).as("five seconds apart, then ten, twenty").containsExactly(0L, 5L, 15L, 35L);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 60, 3_600})
    @DisplayName("CF-37: ten thousand reports a second, by a caller's bug: never two requests within a second")
    void reportsInALoopAreNoStorm(long lifetimeSeconds) {
        var cache = CacheFixture.over(ScriptedSource.issuing(Duration.ofSeconds(lifetimeSeconds)));
        Duration tick = Duration.ofNanos(100_000);
        int requests = 0;
        int ticksSince = 10_000;
        for (int i = 0; i < 600_000; i++, ticksSince++) {
            cache.tokens.invalidate(cache.current());
            if (cache.source.requests() > requests) {
                assertThat(ticksSince).isGreaterThanOrEqualTo(10_000);
                requests = cache.source.requests();
                ticksSince = 0;
            }
            cache.time.advance(tick);
        }
        assertThat(requests).as("in a minute").isBetween(4, 20);
    }

    @Test
    @DisplayName("a token that worked for a minute ends the row of rejections")
    void aTokenThatWorkedEndsTheRow() {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        cache.now();
        for (int i = 1; i <= 5; i++) {
            cache.time.advance(Duration.ofSeconds(60));
            cache.tokens.invalidate(token("t" + i));
            assertThat(cache.now()).isEqualTo("t" + (i + 1));
        }
    }

    @Test
    @DisplayName("a token of ten seconds that worked for half of them ends the row, too")
    void aShortTokenThatWorkedEndsTheRow() {
        var cache = CacheFixture.over(ScriptedSource.issuing(Duration.ofSeconds(10)));
        for (int i = 1; i <= 5; i++) {
            assertThat(cache.now()).isEqualTo("t" + i);
            cache.time.advance(Duration.ofSeconds(5));
            cache.tokens.invalidate(token("t" + i));
        }
    }

    @Test
    @DisplayName("a quiet time ends the row, also when the token was renewed in it")
    void aQuietTimeEndsTheRowAlsoAcrossARenewal() {
        var cache = CacheFixture.over(ScriptedSource.issuing(Duration.ofSeconds(9)));
        for (int i = 0; i < 8; i++) {
            AccessToken revoked = cache.current();
            cache.time.advance(Duration.ofSeconds(1));
            cache.tokens.invalidate(revoked);
            AccessToken replacement = cache.current();
            assertThat(replacement).isNotEqualTo(revoked);
            cache.time.advance(Duration.ofMillis(4_600));
            cache.current();
            assertThat(cache.current()).as("renewed").isNotEqualTo(replacement);
        }
    }

    @Test
    @DisplayName("a renewal that began before the rejection still counts, if it brings another token")
    void aRenewalThatRunsStillCounts() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        cache.get().subscribe();
        cache.source.answer(token("t1"));
        cache.time.advance(Duration.ofMinutes(56));
        cache.get().subscribe();
        cache.tokens.invalidate(token("t1"));
        List<AccessToken> received = new ArrayList<>();
        cache.get().subscribe(received::add);
        assertThat(received).isEmpty();
        cache.source.answer(token("t2"));
        assertThat(received).containsExactly(token("t2"));
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName("a token that was rejected while a flight ran is not resurrected by it")
    void aRejectedTokenIsNotResurrected() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        cache.get().subscribe();
        cache.source.answer(token("t1"));
        cache.time.advance(Duration.ofMinutes(56));
        cache.get().subscribe();
        cache.tokens.invalidate(token("t1"));
        List<AccessToken> received = new ArrayList<>();
        cache.get().subscribe(received::add);
        cache.source.answer(token("t1"));
        assertThat(received).as("moved to the next flight").isEmpty();
        cache.source.answer(token("t2"));
        assertThat(received).containsExactly(token("t2"));
        assertThat(cache.source.requests()).isEqualTo(3);
    }

    @Test
    @DisplayName("evict is final, and not limited")
    void evictIsFinal() {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        for (int i = 1; i <= 5; i++) {
            assertThat(cache.now()).isEqualTo("t" + i);
            cache.tokens.evict();
        }
    }

    @Test
    @DisplayName("CF-36 what was sent before an eviction is not kept; who waits for it is moved to the next flight")
    void evictDuringAFlight() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        List<AccessToken> received = new ArrayList<>();
        cache.get().subscribe(received::add);
        cache.tokens.evict();
        cache.source.answer(token("t1"));
        assertThat(received).isEmpty();
        cache.source.answer(token("t2"));
        assertThat(received).containsExactly(token("t2"));
        assertThat(cache.now()).isEqualTo("t2");
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    @Test
    void evictDuringARenewalThatNobodyWaitsForStartsNothing() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        cache.get().subscribe();
        cache.source.answer(token("t1"));
        cache.time.advance(Duration.ofMinutes(56));
        cache.get().subscribe();
        cache.tokens.evict();
        cache.source.answer(token("t2"));
        assertThat(cache.source.requests()).isEqualTo(2);
        cache.get().subscribe();
        assertThat(cache.source.requests()).isEqualTo(3);
    }

    @Test
    void aDelegateKeepsInvalidateAndEvict() {
        var cache = warmFor(Duration.ofMinutes(1));
        TokenSource delegate = TokenSource.delegating(cache.tokens, Mono::hide);
        delegate.invalidate(token("t1"));
        assertThat(delegate.token().block()).isEqualTo(token("t2"));
        assertThat(delegate).isInstanceOfSatisfying(CachedTokenSource.class, CachedTokenSource::evict);
        assertThat(delegate.token().block()).isEqualTo(token("t3"));
    }
}

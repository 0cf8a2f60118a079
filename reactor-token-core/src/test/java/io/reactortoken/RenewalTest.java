package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.token;
import static io.reactortoken.CacheFixture.transientFailure;
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

class RenewalTest {

    @Test
    @DisplayName("SD-05 a token is renewed in the background five minutes before it expires")
    void aTokenIsRenewedBeforeItExpires() {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        assertThat(cache.now()).isEqualTo("t1");
        cache.time.advance(Duration.ofMinutes(55).minusMillis(1));
        assertThat(cache.now()).isEqualTo("t1");
        assertThat(cache.source.requests()).isEqualTo(1);
        cache.time.advance(Duration.ofMillis(1));
        assertThat(cache.now()).as("served at once, while it is renewed").isEqualTo("t1");
        assertThat(cache.now()).isEqualTo("t2");
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName("CF-03, SD-09 nobody waits for a renewal, and ten thousand make one")
    void nobodyWaitsForARenewal() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        List<AccessToken> received = new ArrayList<>();
        cache.get().subscribe(received::add);
        cache.source.answer(token("t1"));
        cache.time.advance(Duration.ofMinutes(56));
        for (int i = 0; i < 10_000; i++) {
            cache.get().subscribe(received::add);
        }
        assertThat(received).hasSize(10_001).containsOnly(token("t1"));
        assertThat(cache.source.requests()).isEqualTo(2);
        cache.source.answer(token("t2"));
        assertThat(cache.now()).isEqualTo("t2");
    }

    @Test
    @DisplayName("an expired token is never handed out: thirty seconds before the end, callers wait")
    void anExpiredTokenIsNeverHandedOut() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        cache.get().subscribe();
        cache.source.answer(token("t1"));
        cache.time.advance(HOUR.minusSeconds(30));
        List<AccessToken> received = new ArrayList<>();
        cache.get().subscribe(received::add);
        assertThat(received).isEmpty();
        cache.source.answer(token("t2"));
        assertThat(received).containsExactly(token("t2"));
    }

    @Test
    @DisplayName("a caller joins the renewal that runs when the token expires")
    void aCallerJoinsTheRenewalThatRuns() {
        var cache = CacheFixture.over(ScriptedSource.silent(), options -> options.acquisitionTimeout(HOUR));
        cache.get().subscribe();
        cache.source.answer(token("t1"));
        cache.time.advance(Duration.ofMinutes(56));
        cache.get().subscribe();
        cache.time.advance(Duration.ofMinutes(10));
        List<AccessToken> received = new ArrayList<>();
        cache.get().subscribe(received::add);
        cache.source.answer(token("t2"));
        assertThat(received)
                .as("by the age that it has, which counts from the request")
                .containsExactly(token("t2"));
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 60, 299, 300, 301})
    @DisplayName("TE-083, SD-02 short lifetimes under constant traffic: at most about two requests a lifetime")
    void shortLifetimesMakeAboutTwoRequestsALifetime(int seconds) {
        Duration lifetime = Duration.ofSeconds(seconds);
        var cache = CacheFixture.over(ScriptedSource.issuing(lifetime));
        Duration step = lifetime.dividedBy(100);
        for (int i = 0; i < 1_000; i++) {
            cache.now();
            cache.time.advance(step);
        }
        assertThat(cache.source.requests()).isBetween(10, 21);
    }

    @Test
    @DisplayName("TE-075 a token without a lifetime is kept for five minutes")
    void aTokenWithoutALifetimeIsKeptForFiveMinutes() {
        var cache = CacheFixture.over(ScriptedSource.answering(
                number -> Mono.just(AccessToken.builder("t" + number).build())));
        assertThat(cache.now()).isEqualTo("t1");
        cache.time.advance(Duration.ofSeconds(149));
        assertThat(cache.now()).isEqualTo("t1");
        assertThat(cache.source.requests()).isEqualTo(1);
        cache.time.advance(Duration.ofSeconds(151));
        assertThat(cache.now()).isEqualTo("t2");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 10_000_000_000L, 86_401})
    @DisplayName("TE-085 a huge lifetime is clamped to a day")
    void aHugeLifetimeIsClamped(long seconds) {
        var cache = CacheFixture.over(ScriptedSource.issuing(Duration.ofSeconds(seconds)));
        assertThat(cache.now()).isEqualTo("t1");
        cache.time.advance(Duration.ofHours(24).minusMinutes(6));
        assertThat(cache.now()).isEqualTo("t1");
        cache.time.advance(Duration.ofMinutes(6));
        assertThat(cache.now()).isEqualTo("t2");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -3_600, Long.MIN_VALUE})
    @DisplayName("TE-080, TE-081 a token without a life serves those who waited, and nobody asks for a second")
    void aTokenWithoutALifeIsNotKept(long seconds) {
        var cache = CacheFixture.over(ScriptedSource.issuing(Duration.ofSeconds(seconds)));
        assertThat(cache.now()).isEqualTo("t1");
        cache.verify()
                .expectErrorSatisfies(error -> assertThat(error).hasMessageStartingWith("HLD not asked for another"))
                .verify(Duration.ofSeconds(5));
        cache.time.advance(Duration.ofSeconds(1));
        assertThat(cache.now()).isEqualTo("t2");
    }

    @Test
    @DisplayName("R6749-26, TE-093, SD-02 the lifetime counts from the instant the request was sent")
    void theLifetimeCountsFromTheRequest() {
        var cache = CacheFixture.over(ScriptedSource.silent(), options -> options.acquisitionTimeout(HOUR));
        cache.get().subscribe();
        cache.time.advance(Duration.ofSeconds(50));
        cache.source.answer(AccessToken.bearer("t1", Duration.ofSeconds(60)));
        cache.time.advance(Duration.ofSeconds(3));
        assertThat(cache.now()).isEqualTo("t1");
        cache.time.advance(Duration.ofSeconds(1));
        List<AccessToken> received = new ArrayList<>();
        cache.get().subscribe(received::add);
        assertThat(received)
                .as("60 s, less 50 s on the way, less a margin of 6 s")
                .isEmpty();
    }

    @Test
    @DisplayName("TE-059 the same token again is not asked for again within thirty seconds")
    void theSameTokenAgainIsNotAskedForAtOnce() {
        var cache = CacheFixture.over(ScriptedSource.answering(number ->
                Mono.just(AccessToken.bearer("same", Duration.ofMinutes(10).minusMinutes(number)))));
        cache.now();
        cache.time.advance(Duration.ofMinutes(5));
        cache.now();
        assertThat(cache.source.requests()).isEqualTo(2);
        cache.time.advance(Duration.ofSeconds(29));
        cache.now();
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName("the wait after the same token again does not outlast the token")
    void theWaitAfterTheSameTokenDoesNotOutlastIt() {
        var cache = CacheFixture.over(ScriptedSource.answering(
                number -> Mono.just(AccessToken.bearer(number < 3 ? "same" : "new", Duration.ofSeconds(20)))));
        cache.now();
        cache.time.advance(Duration.ofSeconds(10));
        cache.now();
        assertThat(cache.source.requests()).isEqualTo(2);
        cache.time.advance(Duration.ofMillis(17_999));
        assertThat(cache.now()).isEqualTo("same");
        cache.time.advance(Duration.ofMillis(1));
        assertThat(cache.now()).isEqualTo("new");
    }

    @Test
    @DisplayName("a source that returns the very same instance does not make it younger")
    void theSameInstanceDoesNotGetYounger() {
        AccessToken once = AccessToken.bearer("once", Duration.ofMinutes(20));
        var cache = CacheFixture.over(ScriptedSource.answering(number -> Mono.just(once)));
        cache.now();
        cache.time.advance(Duration.ofMinutes(16));
        cache.now();
        assertThat(cache.source.requests()).isEqualTo(2);
        cache.time.advance(Duration.ofMinutes(3).plusSeconds(31));
        cache.verify().expectNext(once).verifyComplete();
        assertThat(cache.source.requests())
                .as("it expired, twenty minutes after the first request")
                .isEqualTo(3);
    }

    @Test
    @DisplayName("CF-69 an idle source asks nobody; a warm one renews without traffic")
    void anIdleSourceAsksNobodyUnlessKeptWarm() {
        var idle = CacheFixture.over(ScriptedSource.issuing(HOUR));
        var warm = CacheFixture.over(ScriptedSource.issuing(HOUR), options -> options.keepWarm(true));
        idle.now();
        warm.now();
        idle.time.advance(Duration.ofHours(10));
        warm.time.advance(Duration.ofHours(10));
        assertThat(idle.source.requests()).isEqualTo(1);
        assertThat(idle.now()).as("a cold fetch").isEqualTo("t2");
        assertThat(warm.source.requests()).isBetween(10, 12);
        warm.tokens.close();
        warm.time.advance(Duration.ofHours(10));
        assertThat(warm.source.requests()).isLessThanOrEqualTo(12);
    }

    @Test
    @DisplayName("a warm source goes on after an outage that outlasted its token")
    void aWarmSourceGoesOnAfterAnOutage() {
        var cache = CacheFixture.over(
                ScriptedSource.answering(number ->
                        number > 1 && number < 40 ? Mono.error(transientFailure()) : Mono.just(token("t" + number))),
                options -> options.keepWarm(true));
        cache.now();
        cache.time.advance(Duration.ofHours(2));
        assertThat(cache.now()).isEqualTo("t40");
    }

    @Test
    @DisplayName("a warm source stays warm when the wall clock, ahead as its timer was set, is set back")
    void aWarmSourceStaysWarmWhenTheWallClockIsSetBack() {
        var cache = CacheFixture.over(ScriptedSource.silent(), options -> options.keepWarm(true));
        cache.get().subscribe();
        cache.time.jumpWallClock(Duration.ofMinutes(10));
        cache.source.answer(token("t1"));
        cache.time.jumpWallClock(Duration.ofMinutes(-10));
        cache.time.advance(Duration.ofMinutes(55));
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName("CF-11 the renewal is delayed by a jitter that is drawn once per token")
    void theRenewalIsDelayedByJitter() {
        var cache = CacheFixture.over(
                ScriptedSource.issuing(HOUR),
                options -> options.jitter(Duration.ofMinutes(5)).random(() -> 0.5));
        cache.now();
        cache.time.advance(Duration.ofMinutes(55).plusSeconds(29));
        cache.now();
        assertThat(cache.source.requests()).isEqualTo(1);
        cache.time.advance(Duration.ofSeconds(1));
        cache.now();
        assertThat(cache.source.requests())
                .as("half of a fifth of five minutes later")
                .isEqualTo(2);
    }
}

package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.permanentFailure;
import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many subscribers at once, in every phase but the cold one, which is {@link SingleFlightTest}'s. */
class HerdTest {

    private static final int HERD = 10_000;

    private static CacheFixture holdingOne() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        cache.get().subscribe();
        cache.source.answer(token("t1"));
        return cache;
    }

    private static List<AccessToken> subscribe(CacheFixture cache, int size) {
        List<AccessToken> received = new ArrayList<>(size);
        IntStream.range(0, size).forEach(i -> cache.get().subscribe(received::add));
        return received;
    }

    @Test
    @DisplayName("CF-02: ten thousand on an expired token make one request, and none of them gets the old one")
    void aHerdOnAnExpiredTokenMakesOneRequest() {
        // given
        var cache = holdingOne();
        cache.time.advance(HOUR);
        // when
        List<AccessToken> received = subscribe(cache, HERD);
        // then
        assertThat(received).isEmpty();
        cache.source.answer(token("t2"));
        assertThat(received).hasSize(HERD).containsOnly(token("t2"));
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName("CF-63: five hundred calls after two hours of sleep make one request")
    void aHerdAfterASleepMakesOneRequest() {
        // given
        var cache = holdingOne();
        cache.time.sleepMachine(Duration.ofHours(2));
        // when
        List<AccessToken> received = subscribe(cache, 500);
        cache.source.answer(token("t2"));
        // then
        assertThat(received).hasSize(500).containsOnly(token("t2"));
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName("CF-04, CF-10: a thousand sources of a hundred callers make a thousand requests, and mix nothing up")
    void sourcesAreSeparate() {
        // given: equal configurations all of them; only a registry shares
        Map<Integer, CacheFixture> tenants = new HashMap<>();
        Map<Integer, List<AccessToken>> received = new HashMap<>();
        for (int tenant = 0; tenant < 1_000; tenant++) {
            tenants.put(tenant, CacheFixture.over(ScriptedSource.silent()));
        }
        // when
        tenants.forEach((tenant, cache) -> received.put(tenant, subscribe(cache, 100)));
        tenants.forEach((tenant, cache) -> cache.source.answer(token("t" + tenant)));
        // then
        tenants.forEach((tenant, cache) -> {
            assertThat(cache.source.requests()).isEqualTo(1);
            assertThat(received.get(tenant)).hasSize(100).containsOnly(token("t" + tenant));
        });
    }

    @Test
    @DisplayName("CF-10: what one of two equal sources is told does not touch the other")
    void equalSourcesDoNotTouchEachOther() {
        // given
        var source = ScriptedSource.issuing(HOUR);
        CachedTokenSource one = source.cache();
        CachedTokenSource other = source.cache();
        assertThat(one.token().block()).isEqualTo(token("t1"));
        assertThat(other.token().block()).isEqualTo(token("t2"));
        // when
        one.evict();
        one.close();
        // then
        assertThat(other.token().block()).isEqualTo(token("t2"));
        assertThat(source.requests()).isEqualTo(2);
        other.close();
    }

    @Test
    @DisplayName("CF-05: who subscribes between the fetch's end and the freed slot starts none, and is woken")
    void whoSubscribesAsTheFetchEnds() {
        // given: the cache reads its clock after the fetch has ended, and before it frees the slot
        var source = ScriptedSource.silent();
        var late = new Recorder();
        AtomicReference<Runnable> atNextReading = new AtomicReference<>(() -> {});
        var cache = CacheFixture.over(source, options -> options.clock(new InterruptedClock(atNextReading)));
        var first = new Recorder();
        cache.get().subscribe(first);
        first.subscription().request(1);
        // when
        atNextReading.set(() -> cache.get().subscribe(late));
        source.answer(token("t1"));
        // then
        late.subscription().request(1);
        assertThat(first.signals).containsExactly("onSubscribe", "t1", "onComplete");
        assertThat(late.signals).containsExactly("onSubscribe", "t1", "onComplete");
        assertThat(source.requests()).isEqualTo(1);
    }

    /** Lets something happen, once, when it is read. */
    private record InterruptedClock(AtomicReference<Runnable> atNextReading) implements TokenClock {

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
    @DisplayName(
            "CF-06: a herd on invalid_client makes one request per hold; each has an exception of its own, then HLD")
    void aHerdOnARefusalMakesOneRequestPerHold() {
        // given
        var cache = CacheFixture.over(ScriptedSource.silent());
        List<Recorder> herd =
                IntStream.range(0, HERD).mapToObj(i -> new Recorder()).toList();
        herd.forEach(cache.get()::subscribe);
        // when
        cache.source.fail(permanentFailure());
        Recorder after = new Recorder();
        cache.get().subscribe(after);
        // then
        assertThat(cache.source.requests()).isEqualTo(1);
        assertThat(herd).allSatisfy(one -> assertThat(one.signals).containsExactly("onSubscribe", "OAE"));
        assertThat(herd.stream().map(one -> one.errors.get(0)).distinct()).hasSize(HERD);
        herd.get(0).errors.get(0).addSuppressed(new IllegalStateException("the first caller's own"));
        assertThat(Suppressed.of(herd.get(1).errors.get(0))).isEmpty();
        assertThat(after.signals).containsExactly("onSubscribe", "HLD");
        cache.time.advance(Duration.ofSeconds(1));
        herd.forEach(one -> cache.get().subscribe(new Recorder()));
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName("CF-08: ten thousand calls report one token, and then ask: one request")
    void aHerdReportsOneToken() {
        // given
        var cache = holdingOne();
        List<AccessToken> sent = subscribe(cache, HERD);
        cache.time.advance(Duration.ofMinutes(1));
        // when: all 401s arrive before the first new token does, and half of them ask meanwhile
        sent.subList(0, HERD / 2).forEach(cache.tokens::invalidate);
        List<AccessToken> early = subscribe(cache, HERD / 2);
        sent.subList(HERD / 2, HERD).forEach(cache.tokens::invalidate);
        List<AccessToken> late = subscribe(cache, HERD / 2);
        cache.source.answer(token("t2"));
        sent.forEach(cache.tokens::invalidate);
        // then
        assertThat(early).hasSize(HERD / 2).containsOnly(token("t2"));
        assertThat(late).hasSize(HERD / 2).containsOnly(token("t2"));
        cache.time.advance(Duration.ofMinutes(1));
        sent.forEach(cache.tokens::invalidate);
        assertThat(cache.now()).as("t1 is long gone").isEqualTo("t2");
        assertThat(cache.source.requests()).isEqualTo(2);
    }
}

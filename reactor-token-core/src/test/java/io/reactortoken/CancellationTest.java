package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Callers that leave, by whatever door: the flight is the cache's, and goes on. */
class CancellationTest {

    private static final Duration BOUND = Duration.ofSeconds(5);

    @Test
    @DisplayName("CF-17: a minute of two hundred cancels per 10 ms: one request per flight, and no heap of waiters")
    void aMinuteOfCancels() {
        // given: a server that takes two seconds, and whose tokens are evicted at once
        var cache = CacheFixture.over(ScriptedSource.silent());
        int flights = 0;
        for (int tick = 1; tick <= 6_000; tick++) {
            // when
            for (int i = 0; i < 200; i++) {
                Disposable caller = cache.get().subscribe();
                caller.dispose();
            }
            cache.time.advance(Duration.ofMillis(10));
            if (tick % 200 == 0) {
                flights++;
                assertThat(linkedWaiters(cache)).as("of forty thousand").isLessThan(200);
                cache.source.answer(token("t" + flights));
                cache.tokens.evict();
            }
        }
        // then
        assertThat(cache.source.requests()).isEqualTo(flights);
        assertThat(cache.source.cancelled()).isZero();
    }

    /** Ends the wait of all who are linked, to count them; nobody is left among them. */
    private static int linkedWaiters(CacheFixture cache) {
        Flight flight = cache.inside.state().flight();
        AtomicInteger linked = new AtomicInteger();
        if (flight != null) {
            flight.waiters.close(waiter -> linked.incrementAndGet());
        }
        return linked.get();
    }

    @Test
    @DisplayName(
            "CF-19: two hundred callers with 200 ms each on a server that takes 2 s: one request, later ones succeed")
    void callersThatTimeOutLeaveTheFlightAlone() {
        // given
        var cache = CacheFixture.over(ScriptedSource.silent());
        List<Throwable> timeouts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            cache.get()
                    .timeout(Duration.ofMillis(200), cache.time.scheduler())
                    .subscribe(unwanted -> {}, timeouts::add);
        }
        // when
        cache.time.advance(Duration.ofMillis(200));
        assertThat(timeouts).hasSize(200).hasOnlyElementsOfType(TimeoutException.class);
        assertThat(cache.source.cancelled()).isZero();
        cache.time.advance(Duration.ofMillis(1_800));
        cache.source.answer(token("t1"));
        // then
        assertThat(cache.now()).isEqualTo("t1");
        assertThat(cache.source.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName("CF-22: block() on a thread that must not block is that caller's error, and nobody else's")
    void blockOnAThreadThatMustNot() {
        // given
        var cache = CacheFixture.over(ScriptedSource.silent());
        var other = new Recorder();
        cache.get().subscribe(other);
        other.subscription().request(1);
        Mono<AccessToken> blocking = Mono.fromCallable(() -> cache.get().block(BOUND));
        // when
        Droppings.collect(
                new ArrayList<>(),
                () -> StepVerifier.create(blocking.subscribeOn(Schedulers.parallel()))
                        .expectErrorSatisfies(error -> assertThat(error)
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessageContaining("blocking"))
                        .verify(BOUND));
        cache.source.answer(token("t1"));
        // then
        assertThat(other.signals).containsExactly("onSubscribe", "t1", "onComplete");
        assertThat(cache.now()).isEqualTo("t1");
        assertThat(cache.source.requests()).isEqualTo(1);
        assertThat(cache.source.cancelled()).isZero();
    }

    @Test
    @DisplayName("CF-84: a future of a token that is cancelled leaves the flight alone")
    void aCancelledFutureLeavesTheFlightAlone() {
        // given
        var cache = CacheFixture.over(ScriptedSource.silent());
        var first = cache.get().toFuture();
        var second = cache.get().toFuture();
        // when
        first.cancel(true);
        cache.source.answer(token("t1"));
        // then
        assertThat(first).isCancelled();
        assertThat(second).isCompletedWithValue(token("t1"));
        assertThat(cache.source.cancelled()).isZero();
        assertThat(cache.source.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName("CF-84: a fetch that is a future is cancelled by its deadline, and by no caller")
    void aFetchThatIsAFuture() {
        // given
        List<CompletableFuture<AccessToken>> fetches = new ArrayList<>();
        var cache = CacheFixture.over(ScriptedSource.answering(number -> Mono.fromFuture(() -> {
            fetches.add(new CompletableFuture<>());
            return fetches.get(fetches.size() - 1);
        })));
        // when
        cache.get().subscribe().dispose();
        cache.get().toFuture().cancel(true);
        // then
        assertThat(fetches).singleElement().satisfies(fetch -> assertThat(fetch).isNotDone());
        cache.time.advance(Duration.ofSeconds(30));
        assertThat(fetches.get(0)).isCancelled();
        cache.time.advance(Duration.ofSeconds(1));
        var next = cache.get().toFuture();
        fetches.get(1).complete(AccessToken.bearer("t2", HOUR));
        assertThat(next).isCompletedWithValue(token("t2"));
    }
}

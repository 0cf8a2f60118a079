package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.permanentFailure;
import static io.reactortoken.CacheFixture.token;
import static io.reactortoken.CacheFixture.transientFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class SingleFlightTest {

    @Test
    void nothingIsFetchedBeforeTheFirstSubscription() {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        Mono<AccessToken> assembled = cache.get();
        assertThat(cache.source.requests()).isZero();
        assertThat(assembled.block()).isEqualTo(token("t1"));
        assertThat(cache.source.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName("CF-98 prefetch gets a token before the first caller; a failure is its subscriber's, and passes")
    void prefetchGetsATokenBeforeTheFirstCaller() {
        var cache = CacheFixture.over(ScriptedSource.answering(
                number -> number == 1 ? Mono.error(permanentFailure()) : Mono.just(token("t" + number))));
        StepVerifier.create(cache.tokens.prefetch())
                .expectError(TokenEndpointException.class)
                .verify(Duration.ofSeconds(5));
        cache.time.advance(Duration.ofSeconds(1));
        StepVerifier.create(cache.tokens.prefetch()).expectComplete().verify(Duration.ofSeconds(5));
        assertThat(cache.now()).isEqualTo("t2");
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 100_000})
    @DisplayName("CF-01, SD-07 a cold herd makes one request, and all get its token")
    void aColdHerdMakesOneRequest(int size) {
        var cache = CacheFixture.over(ScriptedSource.silent());
        List<AccessToken> received = new ArrayList<>(size);
        IntStream.range(0, size).forEach(i -> cache.get().subscribe(received::add));
        cache.source.answer(token("t1"));
        assertThat(received).hasSize(size).containsOnly(token("t1"));
        assertThat(cache.source.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName("CF-15 the herd is served by one request although its first subscriber cancels")
    void theFirstSubscriberOfAHerdCancels() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        List<AccessToken> received = new ArrayList<>();
        Disposable first = cache.get().subscribe(unwanted -> received.clear());
        IntStream.range(0, 9_999).forEach(i -> cache.get().subscribe(received::add));
        first.dispose();
        cache.source.answer(token("t1"));
        assertThat(received).hasSize(9_999);
        assertThat(cache.source.requests()).isEqualTo(1);
        assertThat(cache.source.cancelled()).isZero();
    }

    @Test
    @DisplayName("CF-01, SD-07 subscribers on many threads share one request")
    void subscribersOnManyThreadsShareOneRequest() {
        var cache = CacheFixture.over(ScriptedSource.answering(
                number -> Mono.delay(Duration.ofMillis(50)).thenReturn(token("t" + number))));
        Flux<AccessToken> herd =
                Flux.range(0, 10_000).flatMap(i -> cache.get().subscribeOn(Schedulers.parallel()), 10_000);
        StepVerifier.create(herd.distinct())
                .expectNext(token("t1"))
                .expectComplete()
                .verify(Duration.ofSeconds(20));
        assertThat(cache.source.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName("CF-15 the result is kept although all who waited have cancelled")
    void theResultIsKeptAlthoughAllHaveCancelled() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        cache.get().subscribe().dispose();
        cache.source.answer(token("t1"));
        assertThat(cache.now()).isEqualTo("t1");
        assertThat(cache.source.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName("CF-19 a waiter's own timeout leaves the flight alone")
    void aWaitersOwnTimeoutLeavesTheFlightAlone() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        for (int i = 0; i < 200; i++) {
            cache.get()
                    .timeout(Duration.ofMillis(200), Mono.empty(), cache.time.scheduler())
                    .subscribe();
        }
        cache.time.advance(Duration.ofMillis(300));
        cache.source.answer(token("t1"));
        assertThat(cache.now()).isEqualTo("t1");
        assertThat(cache.source.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName("CF-06 each waiter gets an exception of its own around the shared failure")
    void eachWaiterGetsAnExceptionOfItsOwn() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        List<Throwable> errors = new ArrayList<>();
        IntStream.range(0, 3).forEach(i -> cache.get().subscribe(unwanted -> {}, errors::add));
        cache.source.fail(permanentFailure());
        assertThat(errors).hasSize(3).doesNotHaveDuplicates();
        assertThat(errors)
                .extracting(Throwable::getCause)
                .containsOnly(errors.get(0).getCause());
        assertThat(errors)
                .allSatisfy(error -> assertThat(error)
                        .isInstanceOf(TokenEndpointException.class)
                        .hasMessageStartingWith("OAE refused: invalid_client"));
    }

    @Test
    @DisplayName("CF-07 a herd on a server that fails makes three requests in all")
    void aHerdOnAFailingServerMakesThreeRequests() {
        var cache = CacheFixture.over(ScriptedSource.answering(number -> Mono.error(transientFailure())));
        List<Throwable> errors = new ArrayList<>();
        IntStream.range(0, 1_000).forEach(i -> cache.get().subscribe(unwanted -> {}, errors::add));
        cache.time.advance(Duration.ofSeconds(2));
        assertThat(errors).hasSize(1_000);
        assertThat(cache.source.requests()).isEqualTo(3);
        assertThat(errors.get(0)).hasMessageContaining("attempt=3/3");
        assertThat(errors.get(0))
                .cause()
                .satisfies(shared -> assertThat(Suppressed.of(shared)).hasSize(2));
    }

    @Test
    @DisplayName("CF-21 a subscriber that throws harms nobody else")
    void aSubscriberThatThrowsHarmsNobodyElse() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        List<AccessToken> received = new ArrayList<>();
        List<Throwable> dropped = new ArrayList<>();
        cache.get().subscribe(received::add);
        cache.get().subscribe(new ThrowingSubscriber());
        cache.get().subscribe(received::add);
        Droppings.collect(dropped, () -> cache.source.answer(token("t1")));
        assertThat(received).hasSize(2);
        assertThat(dropped).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(cache.now()).isEqualTo("t1");
    }

    @Test
    @DisplayName("CF-05 a waiter that asks again when it is woken sees the new token")
    void aWaiterThatAsksAgainSeesTheNewToken() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        List<AccessToken> received = new ArrayList<>();
        cache.get().flatMap(first -> cache.get()).subscribe(received::add);
        cache.source.answer(token("t1"));
        assertThat(received).containsExactly(token("t1"));
        assertThat(cache.source.requests()).isEqualTo(1);
    }

    @Test
    void aSlowNeighbourDelaysNobodyWhenResumptionHasAScheduler() throws InterruptedException {
        var cache =
                CacheFixture.over(ScriptedSource.silent(), options -> options.resumeOn(Schedulers.boundedElastic()));
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch quick = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        cache.get().doOnTerminate(end::countDown).subscribe(token -> awaitUninterruptibly(slow));
        cache.get().subscribe(token -> quick.countDown());
        cache.source.answer(token("t1"));
        assertThat(quick.await(5, TimeUnit.SECONDS)).isTrue();
        slow.countDown();
        assertThat(end.await(5, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @DisplayName("a source that completes empty is an error, and frees the slot")
    void anEmptySourceIsAnError() {
        var empty = TestPublisher.<AccessToken>createCold();
        empty.complete();
        CachedTokenSource tokens = TokenSource.of(empty::mono).cache();
        StepVerifier.create(tokens.token())
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(TokenResponseException.class)
                        .hasMessageStartingWith("MTR the fetch completed without a token"))
                .verify(Duration.ofSeconds(5));
    }

    @Test
    @DisplayName("a supplier that throws is an error signal, with the fetch's own error as the root")
    void aSupplierThatThrowsIsAnErrorSignal() {
        var bug = new IllegalStateException("bug");
        CachedTokenSource tokens = TokenSource.of(() -> {
                    throw bug;
                })
                .cache();
        StepVerifier.create(tokens.token())
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(TokenTransportException.class)
                        .hasMessageContaining("java.lang.IllegalStateException")
                        .hasRootCause(bug))
                .verify(Duration.ofSeconds(5));
    }

    @Test
    @DisplayName("CF-103 a LinkageError ends the flight, and the next one starts")
    void aLinkageErrorEndsTheFlight() {
        var cache = CacheFixture.over(ScriptedSource.answering(number -> {
            if (number == 1) {
                throw new NoClassDefFoundError("gone");
            }
            return Mono.just(token("t" + number));
        }));
        cache.verify().expectError(TokenTransportException.class).verify(Duration.ofSeconds(5));
        cache.time.advance(Duration.ofSeconds(2));
        assertThat(cache.now()).isEqualTo("t2");
    }
}

package io.reactortoken;

import static io.reactortoken.CacheFixture.token;
import static io.reactortoken.CacheFixture.transientFailure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class MovedWaiterTest {

    @Test
    @DisplayName("CF-36 a waiter that is moved to the next flight waits no longer than the acquisition timeout in all")
    void aMovedWaiterKeepsItsDeadline() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        List<Throwable> errors = new ArrayList<>();
        cache.get().subscribe(unwanted -> {}, errors::add);
        cache.time.advance(Duration.ofSeconds(29));
        cache.tokens.evict();
        cache.source.answer(CacheFixture.token("t1"));
        assertThat(errors).isEmpty();
        cache.time.advance(Duration.ofSeconds(1));
        assertThat(errors).singleElement().satisfies(error -> assertThat(error).hasMessageStartingWith("TMO"));
    }

    @Test
    @DisplayName("CF-36 a waiter is moved before the next flight starts, also where resumption has a scheduler")
    void aWaiterIsMovedBeforeTheNextFlightStarts() {
        Sinks.One<AccessToken> first = Sinks.one();
        var resumption = TestTime.create().scheduler();
        var cache = CacheFixture.over(
                ScriptedSource.answering(number -> number == 1 ? first.asMono() : Mono.just(token("t" + number))),
                options -> options.resumeOn(resumption));
        List<AccessToken> received = new ArrayList<>();
        List<Throwable> errors = new ArrayList<>();
        cache.get().subscribe(received::add, errors::add);
        cache.tokens.evict();
        resumption.schedule(() -> first.tryEmitValue(token("t1")));
        assertThat(errors).isEmpty();
        assertThat(received).containsExactly(token("t2"));
    }

    @Test
    @DisplayName(
            "CF-36 a moved waiter is waited for: its flight makes three attempts, also where resumption has a scheduler")
    void aMovedWaiterIsWaitedFor() {
        Sinks.One<AccessToken> first = Sinks.one();
        var resumption = TestTime.create().scheduler();
        var cache = CacheFixture.over(
                ScriptedSource.answering(number -> number == 1 ? first.asMono() : Mono.error(transientFailure())),
                options -> options.resumeOn(resumption));
        List<Throwable> errors = new ArrayList<>();
        cache.get().subscribe(unwanted -> {}, errors::add);
        cache.tokens.evict();
        resumption.schedule(() -> first.tryEmitValue(token("t1")));
        cache.time.advance(Duration.ofSeconds(2));
        assertThat(errors).singleElement().satisfies(error -> assertThat(error).hasMessageContaining("attempt=3/3"));
        assertThat(cache.source.requests()).isEqualTo(4);
    }

    @Test
    @DisplayName("CF-36 who joins an evicted flight while it ends does not get what was evicted")
    void whoJoinsAnEvictedFlightWhileItEndsLooksAgain() {
        Sinks.One<AccessToken> first = Sinks.one();
        var timers = new Timers();
        var cache = CacheFixture.over(
                ScriptedSource.answering(number -> number == 1 ? first.asMono() : Mono.just(token("t" + number))),
                options -> options.scheduler(timers));
        List<AccessToken> received = new ArrayList<>();
        cache.get().subscribe().dispose();
        Flight flight = requireNonNull(cache.inside.state().flight());
        cache.tokens.evict();
        // a caller that looked at the state before the flight left it, and joins before the flight wakes anybody
        timers.nextDisposal.set(() -> flight.waiters.join(waiterOf(received)));
        first.tryEmitValue(token("t1")).orThrow();
        assertThat(received).containsExactly(token("t2"));
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    private static Waiter waiterOf(List<AccessToken> received) {
        var subscriber = new BaseSubscriber<AccessToken>() {
            @Override
            protected void hookOnNext(AccessToken value) {
                received.add(value);
            }
        };
        Waiter waiter = new Waiter(subscriber);
        subscriber.onSubscribe(waiter);
        return waiter;
    }

    /** Timers that never fire; as one is disposed, something may happen. */
    private static final class Timers implements Scheduler {

        final AtomicReference<Runnable> nextDisposal = new AtomicReference<>(() -> {});

        @Override
        public Disposable schedule(Runnable task) {
            return Schedulers.immediate().schedule(task);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return () -> nextDisposal.getAndSet(() -> {}).run();
        }

        @Override
        public Worker createWorker() {
            return Schedulers.immediate().createWorker();
        }
    }
}

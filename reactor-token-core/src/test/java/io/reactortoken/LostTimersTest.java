package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.token;
import static io.reactortoken.CacheFixture.transientFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Timers that never fire: nothing is served or refused because of them, and nothing is stuck for ever. */
class LostTimersTest {

    private static final Duration LONG_WAIT = Duration.ofSeconds(31);

    private static CacheFixture losingEveryTimer(ScriptedSource source) {
        TimerProbe probe = new TimerProbe(TestTime.create().scheduler());
        probe.lose(nanos -> true);
        return CacheFixture.over(source, options -> options.scheduler(probe).keepWarm(true));
    }

    @Test
    @DisplayName("CF-67: every call looks at the token's age itself, although the timer of the renewal is lost")
    void everyCallLooksAtTheAgeItself() {
        // given
        var cache = losingEveryTimer(ScriptedSource.issuing(HOUR));
        assertThat(cache.now()).isEqualTo("t1");
        // when
        cache.time.advance(Duration.ofMinutes(56));
        // then
        assertThat(cache.source.requests()).as("no timer fired").isEqualTo(1);
        assertThat(cache.now()).isEqualTo("t1");
        assertThat(cache.now()).as("renewed by traffic").isEqualTo("t2");
        cache.time.advance(HOUR);
        assertThat(cache.now()).as("an expired token is not served").isEqualTo("t3");
    }

    @Test
    @DisplayName("CF-76: with a scheduler that drops tasks, the next caller ends a fetch whose deadline is over")
    void theNextCallerEndsAnOverdueFetch() {
        // given
        var cache = losingEveryTimer(ScriptedSource.silent());
        var waiting = new Recorder();
        cache.get().subscribe(waiting);
        cache.time.advance(LONG_WAIT);
        assertThat(waiting.signals).as("nothing tells the time").containsExactly("onSubscribe");
        // when
        var next = new Recorder();
        cache.get().subscribe(next);
        // then
        assertThat(waiting.signals).containsExactly("onSubscribe", "TMO");
        assertThat(next.signals).containsExactly("onSubscribe", "HLD");
        assertThat(cache.source.cancelled()).isEqualTo(1);
        cache.time.advance(Duration.ofSeconds(1));
        cache.get().subscribe();
        assertThat(cache.source.requests()).as("the slot is free").isEqualTo(2);
    }

    @Test
    @DisplayName("CF-76: the next reader ends a renewal whose deadline is over, and is served meanwhile")
    void theNextReaderEndsAnOverdueRenewal() {
        // given
        var cache = losingEveryTimer(ScriptedSource.silent());
        cache.get().subscribe();
        cache.source.answer(token("t1"));
        cache.time.advance(Duration.ofMinutes(56));
        assertThat(cache.now()).isEqualTo("t1");
        assertThat(cache.source.requests()).isEqualTo(2);
        // when
        cache.time.advance(LONG_WAIT);
        assertThat(cache.now()).isEqualTo("t1");
        assertThat(cache.source.cancelled()).isEqualTo(1);
        cache.time.advance(Duration.ofSeconds(1));
        // then
        assertThat(cache.now()).isEqualTo("t1");
        assertThat(cache.source.requests()).as("renewal goes on").isEqualTo(3);
    }

    @Test
    @DisplayName("CF-75: a scheduler that is disposed during a fetch hangs nobody for longer than the next call")
    void aSchedulerDisposedDuringAFetch() {
        // given
        Scheduler doomed = Schedulers.newSingle("doomed");
        var cache = CacheFixture.over(ScriptedSource.silent(), options -> options.scheduler(doomed));
        var waiting = new Recorder();
        cache.get().subscribe(waiting);
        doomed.dispose();
        cache.time.advance(LONG_WAIT);
        // when
        cache.get().subscribe(new Recorder());
        // then
        assertThat(waiting.signals).containsExactly("onSubscribe", "TMO");
        cache.time.advance(Duration.ofSeconds(1));
        var later = new Recorder();
        cache.get().subscribe(later);
        assertThat(later.signals).as("no timer, no fetch").containsExactly("onSubscribe", "CLS");
    }

    @Test
    @DisplayName("CF-75: a scheduler that is disposed between two attempts is named as what it is")
    void aSchedulerDisposedBetweenTwoAttempts() {
        // given
        Scheduler doomed = Schedulers.newSingle("doomed");
        var cache = CacheFixture.over(
                ScriptedSource.answering(number -> {
                    doomed.dispose();
                    return Mono.error(transientFailure());
                }),
                options -> options.scheduler(doomed));
        var waiting = new Recorder();
        // when: Reactor tells its hooks of every task that is rejected
        Droppings.collect(new ArrayList<>(), () -> cache.get().subscribe(waiting));
        // then
        assertThat(waiting.signals).containsExactly("onSubscribe", "CLS");
        assertThat(waiting.errors)
                .singleElement()
                .satisfies(error -> assertThat(error)
                        .hasMessageContaining("takes no more tasks")
                        .hasRootCauseInstanceOf(RejectedExecutionException.class));
    }

    @Test
    @DisplayName("CF-75: after Schedulers.shutdownNow() a held token is served, and the next fetch has a new scheduler")
    void afterShutdownNow() {
        // given
        var time = TestTime.create();
        var source = ScriptedSource.issuing(HOUR);
        CachedTokenSource tokens =
                source.cache(CachePolicy.builder().clock(time).keepWarm(true).build());
        List<String> got = new ArrayList<>();
        tokens.token().map(AccessToken::reveal).subscribe(got::add);
        // when
        Schedulers.shutdownNow();
        tokens.token().map(AccessToken::reveal).subscribe(got::add);
        tokens.evict();
        tokens.token().map(AccessToken::reveal).subscribe(got::add);
        // then
        assertThat(got).containsExactly("t1", "t1", "t2");
        tokens.close();
    }

    @Test
    @DisplayName("CF-20: the deadline ends a wait between attempts at once, and leaves no timer")
    void theDeadlineEndsAWaitBetweenAttempts() {
        // given: a wait is begun only if it ends before the deadline, so it must be one that does not end
        var time = TestTime.create();
        var probe = new TimerProbe(time.scheduler());
        probe.lose(nanos -> nanos < Duration.ofSeconds(1).toNanos());
        var source = ScriptedSource.answering(number -> Mono.error(transientFailure()));
        CachedTokenSource tokens = source.cache(time.policy().scheduler(probe).build());
        var waiting = new Recorder();
        tokens.token().subscribe(waiting);
        assertThat(probe.pending()).as("the deadline, and the wait").isEqualTo(2);
        // when
        time.advance(Duration.ofSeconds(30).minusMillis(1));
        assertThat(waiting.signals).containsExactly("onSubscribe");
        time.advance(Duration.ofMillis(1));
        // then
        assertThat(waiting.signals).containsExactly("onSubscribe", "TMO");
        assertThat(probe.pending()).isZero();
        assertThat(source.requests()).isEqualTo(1);
    }
}

package io.reactortoken;

import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.Thrower.Where;
import io.reactortoken.test.ScriptedSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** {@code resumeOn}: a task for each waiter, and what becomes of a waiter whose task cannot be had. */
class ResumptionTest {

    private final Deque<Runnable> tasks = new ArrayDeque<>();

    private CacheFixture cache() {
        return CacheFixture.over(
                ScriptedSource.silent(), options -> options.resumeOn(Schedulers.fromExecutor(tasks::add)));
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private static Recorder waiting(CacheFixture cache) {
        var waiter = new Recorder();
        cache.get().subscribe(waiter);
        waiter.subscription().request(1);
        return waiter;
    }

    @Test
    @DisplayName("CF-77: each waiter is resumed in a task of its own, and not before")
    void eachWaiterIsResumedInATaskOfItsOwn() {
        // given
        var cache = cache();
        var first = waiting(cache);
        var second = waiting(cache);
        // when
        cache.source.answer(token("t1"));
        // then
        assertThat(first.signals).containsExactly("onSubscribe");
        assertThat(tasks).hasSize(2);
        runTasks();
        assertThat(first.signals).containsExactly("onSubscribe", "t1", "onComplete");
        assertThat(second.signals).containsExactly("onSubscribe", "t1", "onComplete");
    }

    @Test
    @DisplayName("CF-36: a waiter that is moved to the next flight gets its token, however late its task runs")
    void aMovedWaiterGetsTheNextToken() {
        // given
        var cache = cache();
        var moved = waiting(cache);
        cache.tokens.evict();
        // when
        cache.source.answer(token("t1"));
        cache.source.answer(token("t2"));
        runTasks();
        // then
        assertThat(moved.signals).containsExactly("onSubscribe", "t2", "onComplete");
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName("CF-21: what a subscriber throws in its task goes to the dropped hook, and to no handler of threads")
    void whatASubscriberThrowsGoesToTheDroppedHook() {
        // given: without the oracle, to which one that throws from onNext was never ended
        var cache = CacheFixture.bare(
                ScriptedSource.silent(), options -> options.resumeOn(Schedulers.fromExecutor(tasks::add)));
        List<Throwable> dropped = new ArrayList<>();
        cache.get().subscribe(new Thrower(Where.ON_NEXT));
        var other = waiting(cache);
        cache.source.answer(token("t1"));
        // when
        Droppings.collect(dropped, this::runTasks);
        // then
        assertThat(dropped).singleElement().satisfies(error -> assertThat(error).hasMessage(Thrower.MESSAGE));
        assertThat(other.signals).containsExactly("onSubscribe", "t1", "onComplete");
    }

    @Test
    @DisplayName("CF-105: a scheduler that takes no task, for whatever reason, costs nobody the token")
    void aSchedulerThatTakesNoTask() {
        for (RuntimeException reason :
                List.of(new RejectedExecutionException("full"), new IllegalStateException("bug"))) {
            // given
            var cache = CacheFixture.over(
                    ScriptedSource.silent(), options -> options.resumeOn(new RefusingScheduler(reason)));
            var waiter = waiting(cache);
            // when
            cache.source.answer(token("t1"));
            // then
            assertThat(waiter.signals).containsExactly("onSubscribe", "t1", "onComplete");
        }
    }

    private record RefusingScheduler(RuntimeException reason) implements Scheduler {

        @Override
        public Disposable schedule(Runnable task) {
            throw reason;
        }

        @Override
        public Worker createWorker() {
            throw reason;
        }
    }
}

package io.reactortoken;

import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Hooks;

/** Two real threads: one answers, one cancels. The outcomes of a single pair are enumerated under {@code stress/}. */
class CancelRaceTest {

    private static final int ROUNDS = 2_000;
    private static final int WAITERS = 500;

    private static final class Racer implements CoreSubscriber<AccessToken> {

        private volatile @Nullable Subscription subscription;
        volatile int tokens;
        volatile int ends;

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            given.request(1);
        }

        void cancel() {
            Subscription given = subscription;
            if (given != null) {
                given.cancel();
            }
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // a second writer would be the fault that is sought
        public void onNext(AccessToken token) {
            tokens++;
        }

        @Override
        public void onError(Throwable error) {
            throw new IllegalStateException("there is no failure here", error);
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // as above
        public void onComplete() {
            ends++;
        }
    }

    @Test
    @DisplayName("CF-18: a million cancels as the token arrives: all of it or nothing, and nothing is dropped")
    void cancelAsTheTokenArrives() throws Exception {
        List<Object> dropped = new CopyOnWriteArrayList<>();
        Hooks.onNextDropped(dropped::add);
        Hooks.onErrorDropped(dropped::add);
        int served = 0;
        try {
            for (int round = 0; round < ROUNDS; round++) {
                served += race();
            }
        } finally {
            Hooks.resetOnNextDropped();
            Hooks.resetOnErrorDropped();
        }
        assertThat(dropped).isEmpty();
        assertThat(served).as("neither thread always won").isBetween(1, ROUNDS * WAITERS - 1);
    }

    /** One flight whose waiters leave in the order in which they are woken. */
    private static int race() throws Exception {
        var cache = CacheFixture.over(ScriptedSource.silent());
        List<Racer> racers = new ArrayList<>(WAITERS);
        for (int i = 0; i < WAITERS; i++) {
            Racer racer = new Racer();
            racers.add(racer);
            cache.get().subscribe(racer);
        }
        CyclicBarrier start = new CyclicBarrier(2);
        CompletableFuture<Void> canceller = CompletableFuture.runAsync(() -> {
            await(start);
            racers.forEach(Racer::cancel);
        });
        await(start);
        cache.source.answer(token("t1"));
        canceller.get(10, TimeUnit.SECONDS);
        int served = 0;
        for (Racer racer : racers) {
            assertThat(racer.tokens).isEqualTo(racer.ends).isLessThanOrEqualTo(1);
            served += racer.tokens;
        }
        assertThat(cache.source.requests()).isEqualTo(1);
        assertThat(cache.current()).isEqualTo(token("t1"));
        assertThat(cache.source.cancelled()).isZero();
        return served;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}

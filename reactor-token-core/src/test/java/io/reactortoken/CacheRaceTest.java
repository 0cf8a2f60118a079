package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Real threads and real time, in counts and not in milliseconds. */
class CacheRaceTest {

    private static final int CALLS = 40_000;

    @Test
    @DisplayName(
            "CF-17, CF-18, SD-44 calls, cancels, reports and evictions at random: one flight at a time, nobody is forgotten")
    void oneFlightAtATimeAndNobodyIsForgotten() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger numbers = new AtomicInteger();
        Mono<AccessToken> fetch = Mono.defer(() -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            return Mono.delay(Duration.ofMillis(1))
                    .map(tick -> AccessToken.bearer("t" + numbers.incrementAndGet(), Duration.ofSeconds(30)))
                    .doOnTerminate(running::decrementAndGet)
                    .doOnCancel(running::decrementAndGet);
        });
        CachedTokenSource tokens = TokenSource.of(() -> fetch)
                .cache(CachePolicy.builder()
                        .forcedRefresh(new ForcedRefreshPolicy(Duration.ZERO, Duration.ZERO))
                        .build());
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger cancelled = new AtomicInteger();
        long seed = System.identityHashCode(tokens);
        SplittableRandom random = new SplittableRandom(seed);
        Flux.range(0, CALLS)
                .map(i -> random.nextInt(100))
                .flatMap(dice -> call(tokens, dice, answered, cancelled).subscribeOn(Schedulers.parallel()), 256)
                .blockLast(Duration.ofSeconds(60));
        assertThat(answered.get() + cancelled.get()).as("seed %d", seed).isEqualTo(CALLS);
        assertThat(most.get()).isEqualTo(1);
        tokens.close();
    }

    private static Mono<Long> call(
            CachedTokenSource tokens, int dice, AtomicInteger answered, AtomicInteger cancelled) {
        if (dice < 10) {
            cancelled.incrementAndGet();
            return tokens.token().map(token -> 1L).takeUntilOther(Mono.empty()).defaultIfEmpty(0L);
        }
        return tokens.token()
                .doOnNext(token -> {
                    answered.incrementAndGet();
                    if (dice < 15) {
                        tokens.invalidate(token);
                    } else if (dice < 17) {
                        tokens.evict();
                    }
                })
                .map(token -> 1L);
    }

    @Test
    @DisplayName("CF-17 a storm of cancels leaves no waiter in memory")
    void aStormOfCancelsLeavesNoWaiter() {
        Waiters waiters = new Waiters();
        for (int i = 0; i < 100_000; i++) {
            Waiter waiter = new Waiter(new ThrowingSubscriber());
            waiters.join(waiter);
            waiter.cancel();
        }
        assertThat(waiters.isEmpty()).isTrue();
        AtomicInteger woken = new AtomicInteger();
        waiters.close(waiter -> woken.incrementAndGet());
        assertThat(woken.get()).as("marked, and not swept out yet").isLessThan(200);
    }
}

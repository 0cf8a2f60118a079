package io.reactortoken;

import static io.reactortoken.CacheFixture.permanentFailure;
import static io.reactortoken.CacheFixture.transientFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.event.RecordingListener;
import io.reactortoken.event.TokenEvent;
import io.reactortoken.event.TokenEvent.EventsLost;
import io.reactortoken.event.TokenEvent.HoldEntered;
import io.reactortoken.event.TokenEvent.HoldLeft;
import io.reactortoken.event.TokenEvent.RequestEnded;
import io.reactortoken.event.TokenEvent.RequestStarted;
import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Every start has exactly one end, behind it: whatever the outcome, whoever leaves, and whenever it is closed. */
class EventPairsTest {

    private static final int STEPS = 60;

    private final RecordingListener recording = new RecordingListener();

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("CF-23: over random outcomes, cancels, evictions, deadlines and closes, each start has one end")
    void eachStartHasOneEnd(long seed) throws InterruptedException {
        // given
        Random random = new Random(seed);
        List<Sinks.One<AccessToken>> open = new ArrayList<>();
        var cache = CacheFixture.bare(
                ScriptedSource.answering(number -> answer(random, open)), options -> options.listener(recording));
        List<Disposable> callers = new ArrayList<>();
        // when
        for (int step = 0; step < STEPS; step++) {
            step(random, cache, callers, open);
        }
        cache.tokens.close();
        // then
        List<TokenEvent> events = recording.after(cache.inside);
        assertPaired(events);
        assertThat(events).hasSizeGreaterThanOrEqualTo(2).noneMatch(EventsLost.class::isInstance);
    }

    private static Mono<AccessToken> answer(Random random, List<Sinks.One<AccessToken>> open) {
        return switch (random.nextInt(8)) {
            case 0 -> Mono.error(permanentFailure());
            case 1 -> Mono.error(transientFailure());
            case 2 -> Mono.empty();
            case 3 -> Mono.never();
            case 4 -> throw new IllegalStateException("thrown by the source");
            case 5 -> Mono.just(AccessToken.bearer("t" + random.nextInt(3), Duration.ofSeconds(random.nextInt(90))));
            default -> {
                Sinks.One<AccessToken> later = Sinks.one();
                open.add(later);
                yield later.asMono();
            }
        };
    }

    private static void step(
            Random random, CacheFixture cache, List<Disposable> callers, List<Sinks.One<AccessToken>> open) {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> callers.add(cache.get().subscribe(token -> {}, error -> {}));
            case 3 -> callers.stream().skip(random.nextInt(callers.size() + 1)).forEach(Disposable::dispose);
            case 4 -> cache.time.advance(Duration.ofMillis(random.nextInt(20_000)));
            case 5 ->
                List.copyOf(open).stream()
                        .skip(random.nextInt(open.size() + 1))
                        .forEach(later -> later.tryEmitValue(AccessToken.bearer("t", Duration.ofMinutes(1))));
            case 6 ->
                List.copyOf(open).stream()
                        .skip(random.nextInt(open.size() + 1))
                        .forEach(later -> later.tryEmitError(transientFailure()));
            default -> {
                cache.inside.usable().ifPresent(cache.tokens::invalidate);
                if (random.nextBoolean()) {
                    cache.tokens.evict();
                }
            }
        }
    }

    @Test
    @DisplayName("CF-23: a close that races with the attempts on other threads leaves no start without its end")
    void aCloseThatRaces() throws InterruptedException {
        Scheduler racing = Schedulers.newParallel("racing", 4);
        CachePolicy policy = CachePolicy.builder()
                .scheduler(racing)
                .retry(new RetryPolicy(50, new Backoff(Duration.ofNanos(1), Duration.ofNanos(1))))
                .listener(recording)
                .build();
        for (int round = 0; round < 300; round++) {
            CachedTokenSource tokens = TokenSource.of(
                            () -> Mono.<AccessToken>error(transientFailure()).subscribeOn(racing))
                    .cache(policy);
            Mono<Void> use = tokens.token().then().onErrorComplete();
            Mono<Void> close = Mono.fromRunnable(tokens::close);
            Mono.when(use.subscribeOn(racing), close.subscribeOn(racing)).block(Duration.ofSeconds(5));
            recording.after(policy.audience());
        }
        racing.disposeGracefully().block(Duration.ofSeconds(10));
        assertPaired(recording.after(policy.audience()));
    }

    private static void assertPaired(List<TokenEvent> events) {
        Set<Long> running = new LinkedHashSet<>();
        Set<Long> ended = new LinkedHashSet<>();
        int holds = 0;
        for (TokenEvent event : events) {
            if (event instanceof RequestStarted started) {
                assertThat(running.add(started.request()) && !ended.contains(started.request()))
                        .as("started once: " + event)
                        .isTrue();
            } else if (event instanceof RequestEnded end) {
                assertThat(running.remove(end.request()) && ended.add(end.request()))
                        .as("ended once, behind its start: " + event)
                        .isTrue();
            } else if (event instanceof HoldEntered) {
                holds++;
            } else if (event instanceof HoldLeft) {
                holds--;
            }
            assertThat(holds).isBetween(0, 1);
        }
        assertThat(running).as("starts without an end").isEmpty();
        assertThat(holds).as("holds that were not left").isZero();
        assertThat(ended).isNotEmpty();
    }
}

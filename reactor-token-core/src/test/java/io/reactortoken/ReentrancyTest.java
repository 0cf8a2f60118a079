package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.permanentFailure;
import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Calls out of a wake-up, and fetches that come back to their own cache. */
class ReentrancyTest {

    private final TestTime time = TestTime.create();
    private final AtomicReference<Supplier<Mono<AccessToken>>> fetch = new AtomicReference<>(Mono::empty);

    private CachedTokenSource cache() {
        return TokenSource.of(() -> fetch.get().get()).cache(time.policy().build());
    }

    @Test
    @DisplayName("CF-50, CF-79: a fetch that lost its Context and waits for its own token ends by the deadline")
    void aFetchThatLostItsContextEndsByTheDeadline() {
        // given: no Context goes through a future
        CachedTokenSource tokens = cache();
        fetch.set(() -> Mono.fromFuture(tokens.token().toFuture()));
        var caller = new Recorder();
        tokens.token().subscribe(caller);
        // when
        time.advance(Duration.ofSeconds(30).minusMillis(1));
        assertThat(caller.signals).containsExactly("onSubscribe");
        time.advance(Duration.ofMillis(1));
        // then
        assertThat(caller.signals).containsExactly("onSubscribe", "TMO");
        fetch.set(() -> Mono.just(token("t2")));
        time.advance(Duration.ofSeconds(1));
        assertThat(tokens.token().block()).isEqualTo(token("t2"));
    }

    @Test
    @DisplayName(
            "CF-79: a fetch that blocks a thread of its own for its own token ends by the deadline, the thread too")
    void aFetchThatBlocksAThreadEndsByTheDeadline() throws InterruptedException {
        // given
        CachedTokenSource tokens = cache();
        AtomicReference<Thread> blocked = new AtomicReference<>(Thread.currentThread());
        fetch.set(() -> Mono.create(sink -> {
            Thread thread = new Thread(() -> tokens.token().onErrorComplete().blockOptional(Duration.ofSeconds(10)));
            blocked.set(thread);
            thread.start();
        }));
        var caller = new Recorder();
        tokens.token().subscribe(caller);
        // when
        time.advance(Duration.ofSeconds(30));
        // then
        assertThat(caller.signals).containsExactly("onSubscribe", "TMO");
        blocked.get().join(Duration.ofSeconds(20).toMillis());
        assertThat(blocked.get().isAlive()).isFalse();
    }

    @Test
    @DisplayName("CF-51: two fetches that wait for each other, begun from both sides at once, end by the deadline")
    void twoFetchesThatWaitForEachOther() {
        // given: each asks for the other's token when both run, so that neither finds itself in its chain
        CachedTokenSource a = cache();
        AtomicReference<Runnable> goOn = new AtomicReference<>(() -> {});
        CachedTokenSource b = TokenSource.of(() ->
                        Mono.<String>create(sink -> goOn.set(sink::success)).then(a.token()))
                .cache(time.policy().build());
        fetch.set(b::token);
        var callerOfB = new Recorder();
        b.token().subscribe(callerOfB);
        var callerOfA = new Recorder();
        a.token().subscribe(callerOfA);
        // when
        goOn.get().run();
        time.advance(Duration.ofSeconds(30));
        // then
        assertThat(callerOfA.signals).hasSize(2).last().isIn("TMO", "NET");
        assertThat(callerOfB.signals).hasSize(2).last().isIn("TMO", "NET");
    }

    @Test
    @DisplayName("CF-53: who is woken may ask, report, evict and close; the state is published, and nothing deadlocks")
    void whoIsWokenMayCallBack() {
        // given
        var cache = CacheFixture.over(
                ScriptedSource.silent(),
                options -> options.forcedRefresh(new ForcedRefreshPolicy(Duration.ZERO, Duration.ZERO)));
        List<String> story = new ArrayList<>();
        cache.get().subscribe(first -> {
            story.add("woken with " + first.reveal() + ", held " + cache.now());
            cache.tokens.invalidate(first);
            cache.get().subscribe(second -> {
                story.add("woken with " + second.reveal() + ", held " + cache.now());
                cache.tokens.evict();
                cache.tokens.close();
            });
            story.add("asked again");
        });
        // when
        cache.source.answer(token("t1"));
        cache.source.answer(token("t2"));
        // then
        assertThat(story).containsExactly("woken with t1, held t1", "asked again", "woken with t2, held t2");
        assertThat(cache.tokens.isDisposed()).isTrue();
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName("CF-53: who is woken by a failure and asks at once is refused, and begins no second request")
    void whoIsWokenByAFailureIsRefused() {
        // given
        var cache = CacheFixture.over(ScriptedSource.silent());
        var again = new Recorder();
        cache.get().onErrorResume(error -> cache.get()).subscribe(again);
        // when
        cache.source.fail(permanentFailure());
        // then
        assertThat(again.signals).containsExactly("onSubscribe", "HLD");
        assertThat(cache.source.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 400})
    @DisplayName("CF-56: calls inside onNext of a hit nest like those of Mono.just: some hundreds deep are safe")
    void nestedCallsAreSafe(int depth) {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        cache.now();
        assertThat(nested(cache.get(), depth).block()).isEqualTo(0);
        assertThat(cache.source.requests()).isEqualTo(1);
    }

    private static Mono<Integer> nested(Mono<AccessToken> token, int depth) {
        return depth == 0 ? Mono.just(0) : token.flatMap(got -> nested(token, depth - 1));
    }

    @Test
    @DisplayName("CF-56: a recursion without end overflows its own caller's stack, and harms no cache")
    void aRecursionWithoutEndHarmsNoCache() throws InterruptedException {
        // given
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        cache.now();
        AtomicReference<Class<?>> thrown = new AtomicReference<>(Object.class);
        Thread caller = new Thread(() -> {
            try {
                nested(cache.get(), Integer.MAX_VALUE).subscribe();
            } catch (StackOverflowError overflow) {
                thrown.set(overflow.getClass());
            }
        });
        // when
        caller.start();
        caller.join(Duration.ofSeconds(20).toMillis());
        // then
        assertThat(thrown.get()).isEqualTo(StackOverflowError.class);
        assertThat(cache.now()).isEqualTo("t1");
        cache.time.advance(HOUR);
        assertThat(cache.now()).isEqualTo("t2");
    }

    @Test
    @DisplayName("CF-86: ten thousand repetitions of one mono are hits, one after the other and not nested")
    void tenThousandRepetitionsAreHits() {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        assertThat(cache.get().repeat(9_999).count().block()).isEqualTo(10_000);
        assertThat(cache.source.requests()).isEqualTo(1);
    }
}

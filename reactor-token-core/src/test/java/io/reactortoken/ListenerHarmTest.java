package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.reactortoken.event.RecordingListener;
import io.reactortoken.event.TokenEvent;
import io.reactortoken.event.TokenEvent.RequestSucceeded;
import io.reactortoken.event.TokenEventListener;
import io.reactortoken.test.DroppedSignals;
import io.reactortoken.test.ScriptedSource;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Listeners that throw, block or ask for a token: no fetch, no caller and no other listener suffers. */
class ListenerHarmTest {

    private static final int FETCHES = 2_000;

    private final RecordingListener recording = new RecordingListener();

    private CacheFixture under(TokenEventListener listener) {
        return CacheFixture.bare(
                ScriptedSource.silent(), options -> options.listener(listener).listener(recording));
    }

    @Test
    @DisplayName("CF-23: a listener that throws at every event: the token is delivered, the other listener is told")
    void throwing() throws InterruptedException {
        try (DroppedSignals dropped = DroppedSignals.record()) {
            RecordingListener throwing = new RecordingListener();
            var cache = under(event -> {
                throwing.onEvent(event);
                if (!RecordingListener.isLast(event)) {
                    throw new IllegalStateException("user bug");
                }
            });
            var caller = new Recorder();
            cache.get().subscribe(caller);
            caller.subscription().request(1);
            cache.source.answer(token("t1"));
            assertThat(caller.signals).containsExactly("onSubscribe", "t1", "onComplete");
            assertThat(recording.after(cache.inside)).hasSize(3);
            assertThat(throwing.after(cache.inside)).hasSize(3);
            assertThat(cache.inside.audience().thrown()).isEqualTo(3);
            assertThat(dropped.errors())
                    .hasSize(3)
                    .allSatisfy(error -> assertThat(error).hasMessage("user bug"));
        }
    }

    @Test
    @DisplayName("CF-23: a listener that blocks for good delays no fetch, no caller and no other listener")
    void blocking() throws InterruptedException {
        CountDownLatch forGood = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        var cache = under(event -> {
            begun.countDown();
            uninterruptibly(forGood);
        });
        for (int round = 1; round <= 5; round++) {
            var caller = new Recorder();
            cache.get().subscribe(caller);
            caller.subscription().request(1);
            cache.source.answer(token("t" + round));
            assertThat(caller.signals).containsExactly("onSubscribe", "t" + round, "onComplete");
            cache.tokens.evict();
        }
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        forGood.countDown();
        assertThat(recording.after(cache.inside)).hasSize(15);
    }

    @Test
    @DisplayName("CF-23: a listener that asks for a token gets it, and closes no circle")
    void reentrant() throws InterruptedException {
        AtomicReference<CachedTokenSource> tokens = new AtomicReference<>();
        List<String> got = new CopyOnWriteArrayList<>();
        CountDownLatch asked = new CountDownLatch(1);
        var cache = under(event -> {
            if (event instanceof RequestSucceeded) {
                got.add(tokens.get()
                        .token()
                        .blockOptional(Duration.ofSeconds(5))
                        .orElseThrow()
                        .reveal());
                asked.countDown();
            }
        });
        tokens.set(cache.inside);
        cache.get().subscribe(new Recorder());
        cache.source.answer(token("t1"));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(got).containsExactly("t1");
        assertThat(cache.source.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName("CF-107: where nobody listens, a fetch makes no event")
    void nobodyListens() throws InterruptedException {
        // warm: what a fetch allocates without a listener, and with one
        long silent = bytesPerFetch(false);
        long heard = bytesPerFetch(true);
        assertThat(recording.after(
                        CachePolicy.builder().listener(recording).build().audience()))
                .isNotEmpty();
        assertThat(heard - silent)
                .as("three events and their places in a queue")
                .isGreaterThan(200);
    }

    private long bytesPerFetch(boolean listens) {
        var cache = CacheFixture.bare(
                ScriptedSource.issuing(HOUR), options -> listens ? options.listener(recording) : options);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        fetch(cache);
        long before = threads.getThreadAllocatedBytes(thread);
        fetch(cache);
        return (threads.getThreadAllocatedBytes(thread) - before) / FETCHES;
    }

    private static void fetch(CacheFixture cache) {
        for (int i = 0; i < FETCHES; i++) {
            cache.get().subscribe();
            cache.tokens.evict();
        }
    }

    @Test
    @DisplayName("TM-01, SD-21: no event, no line and no health shows a token")
    void showsNoToken() throws InterruptedException {
        var cache = under(event -> {});
        cache.get().subscribe(new Recorder());
        cache.source.answer(token("CNRY-event-77"));
        cache.time.advance(Duration.ofMinutes(20));
        cache.tokens.invalidate(cache.current());
        List<TokenEvent> events = recording.after(cache.inside);
        assertThat(events).hasSize(4);
        Leaks.assertNone(events, "CNRY-event-77");
        Leaks.assertNone(cache.inside.audience(), "CNRY-event-77");
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

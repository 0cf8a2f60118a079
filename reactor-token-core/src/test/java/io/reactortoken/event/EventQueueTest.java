package io.reactortoken.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.event.TokenEvent.EventsLost;
import io.reactortoken.event.TokenEvent.HoldLeft;
import io.reactortoken.test.DroppedSignals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What waits for a listener, and who takes it there. */
class EventQueueTest {

    private static final Instant AT = Instant.parse("2030-01-01T00:00:00Z");

    private final RecordingListener recording = new RecordingListener();
    private final TokenEventAudience heard = TokenEventAudience.logOnly().with(recording);

    static TokenEvent event(int number) {
        return new HoldLeft("c" + number, AT, Duration.ofMillis(number), true);
    }

    @Test
    @DisplayName("CF-23: each listener is told every event, in order, on a thread that may block")
    void inOrder() throws InterruptedException {
        List<Boolean> nonBlocking = new CopyOnWriteArrayList<>();
        RecordingListener behind = new RecordingListener();
        TokenEventAudience both = heard.with(event -> {
            nonBlocking.add(Schedulers.isInNonBlockingThread());
            behind.onEvent(event);
        });
        Flux.range(1, 500)
                .doOnNext(number -> both.tell(event(number)))
                .subscribeOn(Schedulers.parallel())
                .blockLast(Duration.ofSeconds(5));
        assertThat(recording.after(both))
                .containsExactlyElementsOf(
                        Flux.range(1, 500).map(EventQueueTest::event).toIterable())
                .isEqualTo(behind.after(both));
        assertThat(nonBlocking).isNotEmpty().doesNotContain(true);
    }

    @Test
    @DisplayName("CF-23: events of many threads are taken by one worker at a time, and none is lost or doubled")
    void oneWorkerAtATime() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        RecordingListener behind = new RecordingListener();
        TokenEventAudience both = heard.with(event -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            behind.onEvent(event);
            inside.decrementAndGet();
        });
        Flux.range(1, 800)
                .flatMap(number ->
                        Flux.just(number).doOnNext(it -> both.tell(event(it))).subscribeOn(Schedulers.parallel()))
                .blockLast(Duration.ofSeconds(5));
        assertThat(recording.after(both)).doesNotHaveDuplicates().hasSize(800);
        assertThat(behind.after(both)).hasSize(800);
        assertThat(most).hasValue(1);
        assertThat(both.lost()).isZero();
    }

    @Test
    @DisplayName("CF-23: what a listener throws is counted and goes to the dropped hook; the next event is told")
    void aListenerThatThrows() throws InterruptedException {
        RecordingListener behind = new RecordingListener();
        TokenEventAudience told = TokenEventAudience.logOnly()
                .with(event -> {
                    behind.onEvent(event);
                    if (!RecordingListener.isLast(event)) {
                        throw new NoClassDefFoundError("the listener's own");
                    }
                })
                .with(recording);
        try (DroppedSignals dropped = DroppedSignals.record()) {
            told.tell(event(1));
            told.tell(event(2));
            assertThat(behind.after(told)).containsExactly(event(1), event(2));
            assertThat(recording.after(told)).containsExactly(event(1), event(2));
            assertThat(dropped.errors())
                    .hasSize(2)
                    .allSatisfy(error -> assertThat(error).hasMessage("the listener's own"));
        }
        assertThat(told.thrown()).isEqualTo(2);
    }

    @Test
    @DisplayName("CF-23: behind a listener that blocks, 1024 events wait, the rest is dropped, counted, and told")
    void aListenerThatBlocks() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch lastOne = new CountDownLatch(1);
        RecordingListener slow = new RecordingListener();
        TokenEventAudience told = TokenEventAudience.logOnly().with(event -> {
            begun.countDown();
            await(release);
            slow.onEvent(event);
            if (event.equals(event(EventQueue.CAPACITY))) {
                lastOne.countDown();
            }
        });
        told.tell(event(0));
        await(begun);
        Flux.range(1, EventQueue.CAPACITY + 7)
                .doOnNext(number -> told.tell(event(number)))
                .subscribeOn(Schedulers.parallel())
                .blockLast(Duration.ofSeconds(5));
        assertThat(told.lost()).isEqualTo(7);
        release.countDown();
        await(lastOne);
        List<TokenEvent> events = slow.after(told);
        assertThat(events).hasSize(EventQueue.CAPACITY + 2).contains(new EventsLost("", AT, 7));
        assertThat(events).filteredOn(EventsLost.class::isInstance).hasSize(1);
    }

    @Test
    @DisplayName("a listener that was added twice is told once; an audience keeps its own listeners and the other's")
    void noListenerIsToldTwice() throws InterruptedException {
        TokenEventAudience other = TokenEventAudience.logOnly().with(recording).with(event -> {});
        TokenEventAudience told = heard.with(recording).and(other).and(heard);
        told.tell(event(1));
        assertThat(recording.after(told)).containsExactly(event(1));
        assertThat(told).hasToString("TokenEventAudience[2 listeners]");
        assertThat(TokenEventAudience.logOnly().and(other)).isSameAs(other);
        assertThat(heard.and(heard)).isSameAs(heard);
    }

    @Test
    @DisplayName("who was there when an event happened is not told it once more")
    void newcomersAlone() throws InterruptedException {
        RecordingListener late = new RecordingListener();
        TokenEventAudience now = heard.with(late);
        now.tellNewcomers(heard, event(1));
        assertThat(late.after(now)).containsExactly(event(1));
        assertThat(recording.after(now)).isEmpty();
    }

    @Test
    @DisplayName("CF-75: a worker that got lost with its scheduler is replaced by the next event, and nothing is lost")
    void aWorkerThatGotLost() throws InterruptedException {
        losingTasks(() -> {
            heard.tell(event(1));
            heard.tell(event(2));
        });
        heard.tell(event(3));
        assertThat(recording.after(heard)).containsExactly(event(1), event(2), event(3));
    }

    @Test
    @DisplayName("CF-75: a full queue whose worker got lost goes on with the event that it drops")
    void aFullQueueWhoseWorkerGotLost() throws InterruptedException {
        CountDownLatch lastOne = new CountDownLatch(1);
        TokenEventAudience told = TokenEventAudience.logOnly().with(event -> {
            recording.onEvent(event);
            if (event.equals(event(EventQueue.CAPACITY))) {
                lastOne.countDown();
            }
        });
        losingTasks(() -> {
            for (int number = 1; number <= EventQueue.CAPACITY; number++) {
                told.tell(event(number));
            }
        });
        told.tell(event(0));
        await(lastOne);
        assertThat(recording.after(told)).hasSize(EventQueue.CAPACITY + 1).contains(new EventsLost("", AT, 1));
    }

    /** What is scheduled meanwhile never runs, and then its scheduler is shut down. */
    private static void losingTasks(Runnable action) {
        Schedulers.onScheduleHook("lost", task -> () -> {});
        try {
            action.run();
        } finally {
            Schedulers.resetOnScheduleHook("lost");
            Schedulers.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}

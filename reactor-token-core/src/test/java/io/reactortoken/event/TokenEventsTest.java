package io.reactortoken.event;

import static io.reactortoken.event.EventQueueTest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactortoken.event.TokenEvent.EventsLost;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** The view as a Flux: demand, loss and cancel, by the rules of Reactive Streams. */
class TokenEventsTest {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Instant AT = event(0).at();

    private final TokenEvents events = TokenEvents.buffering(3);
    private final RecordingListener recording = new RecordingListener();
    private final TokenEventAudience told = TokenEventAudience.logOnly().with(events);

    /** Told, and taken to the flux. */
    private void tell(int from, int to) {
        for (int number = from; number <= to; number++) {
            told.tell(event(number));
        }
        settle();
    }

    private void settle() {
        TokenEventAudience both = TokenEventAudience.logOnly().with(events);
        StepVerifier.create(events.flux().filter(last -> last.client().equals("settle")))
                .then(() -> both.tell(new EventsLost("settle", AT, 0)))
                .expectNextCount(1)
                .thenCancel()
                .verify(BOUND);
    }

    @Test
    @DisplayName("RS 1.1, 3.8: no more than was requested, and all of that")
    void honoursDemand() {
        StepVerifier.create(events.flux().filter(TokenEventsTest::isTold), 0)
                .expectSubscription()
                .then(() -> tell(1, 2))
                .expectNoEvent(Duration.ZERO)
                .thenRequest(1)
                .expectNext(event(1))
                .thenRequest(5)
                .expectNext(event(2))
                .then(() -> tell(3, 3))
                .expectNext(event(3))
                .thenCancel()
                .verify(BOUND);
    }

    private static boolean isTold(TokenEvent event) {
        return !event.client().equals("settle");
    }

    @Test
    @DisplayName("of what nobody asked for, the newest are kept, and how many went is told before them")
    void tellsItsLoss() {
        StepVerifier.create(events.flux(), 0)
                .expectSubscription()
                .then(() -> {
                    for (int number = 1; number <= 9; number++) {
                        told.tell(event(number));
                    }
                })
                .then(this::settle)
                .thenRequest(Long.MAX_VALUE)
                .expectNext(event(1))
                .assertNext(lost -> assertThat(lost)
                        .isInstanceOfSatisfying(
                                EventsLost.class, it -> assertThat(it.count()).isEqualTo(6)))
                .expectNext(event(8), event(9))
                .assertNext(last -> assertThat(last.client()).isEqualTo("settle"))
                .thenCancel()
                .verify(BOUND);
        assertThat(events.dropped()).isGreaterThanOrEqualTo(6);
    }

    @Test
    @DisplayName("RS 3.6, 3.12: nothing after cancel; the other subscribers go on")
    void cancelEndsOne() {
        StepVerifier.create(events.flux().take(1))
                .then(() -> tell(1, 1))
                .expectNext(event(1))
                .expectComplete()
                .verify(BOUND);
        StepVerifier.create(events.flux().filter(TokenEventsTest::isTold))
                .then(() -> events.flux().subscribe().dispose())
                .then(() -> tell(2, 2))
                .expectNext(event(2))
                .thenCancel()
                .verify(BOUND);
    }

    @Test
    @DisplayName("hot: what happened before a subscription is not seen, and nobody need subscribe")
    void isHot() {
        tell(1, 5);
        StepVerifier.create(events.flux())
                .then(() -> told.tell(event(6)))
                .expectNext(event(6))
                .thenCancel()
                .verify(BOUND);
        assertThat(told.lost()).isZero();
        assertThat(told.thrown()).isZero();
    }

    @Test
    @DisplayName("called by hand it is told as well; in two audiences it has one queue")
    void oneQueue() throws InterruptedException {
        TokenEventAudience other = TokenEventAudience.logOnly().with(recording).with(events);
        StepVerifier.create(events.flux())
                .then(() -> events.onEvent(event(1)))
                .expectNext(event(1))
                .then(() -> told.and(other).tell(event(2)))
                .expectNext(event(2))
                .then(() -> told.tell(event(3)))
                .expectNext(event(3))
                .thenCancel()
                .verify(BOUND);
        assertThat(recording.after(other)).containsExactly(event(2));
    }

    @Test
    @DisplayName("a buffer without a place is refused")
    void needsAPlace() {
        assertThatIllegalArgumentException().isThrownBy(() -> TokenEvents.buffering(0));
        assertThat(TokenEvents.create()).hasToString("TokenEvents");
    }
}

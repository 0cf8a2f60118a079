package io.reactortoken.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.event.TokenEvent.EventsLost;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Remembers what it was told. Events arrive on another thread, so that one waits for them. */
public final class RecordingListener implements TokenEventListener {

    private static final String LAST = "RecordingListener.LAST";

    private final List<TokenEvent> events = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch last = new CountDownLatch(1);

    @Override
    public void onEvent(TokenEvent event) {
        if (isLast(event)) {
            last.countDown();
        } else {
            events.add(event);
        }
    }

    /** What comes when a test waits; not an event of the test's. */
    public static boolean isLast(TokenEvent event) {
        return event.client().equals(LAST);
    }

    /** Everything that the audience was told so far, which this listener is in. */
    public List<TokenEvent> after(TokenEventAudience audience) throws InterruptedException {
        last = new CountDownLatch(1);
        audience.tell(new EventsLost(LAST, Instant.EPOCH, 0));
        assertThat(last.await(10, TimeUnit.SECONDS)).as("the listener was told").isTrue();
        return List.copyOf(events);
    }

    /** The same, of a source that is an origin of events. */
    public List<TokenEvent> after(Object source) throws InterruptedException {
        return after(((EventOrigin) source).audience());
    }

    /** The names of the records, in order. */
    public static List<String> names(List<TokenEvent> events) {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }
}

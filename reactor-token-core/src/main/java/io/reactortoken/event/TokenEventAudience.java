package io.reactortoken.event;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Who is told of events: the log, and any number of listeners. Immutable. The way to tell events of your own, for instance
 * of replays in an integration of your own.
 *
 * <p>A listener keeps its queue in every audience that it was passed on to, so that one that was given to one builder is
 * never called by two threads at once.
 *
 * @since 0.1.0
 */
public final class TokenEventAudience {

    private static final TokenEventAudience LOG_ONLY = new TokenEventAudience(List.of());

    private final List<EventQueue> queues;

    private TokenEventAudience(List<EventQueue> queues) {
        this.queues = queues;
    }

    /** {@return an audience without a listener: only the log is told} */
    public static TokenEventAudience logOnly() {
        return LOG_ONLY;
    }

    /**
     * Adds a listener, unless it is one already.
     *
     * @param listener called from a queue of its own
     * @return a new audience
     */
    public TokenEventAudience with(TokenEventListener listener) {
        requireNonNull(listener, "listener");
        return plus(List.of(listener instanceof TokenEvents events ? events.queue() : new EventQueue(listener)));
    }

    /**
     * Adds the listeners of another audience, but for those that are in this one already.
     *
     * @param other any
     * @return an audience of both
     */
    public TokenEventAudience and(TokenEventAudience other) {
        return queues.isEmpty() ? other : plus(other.queues);
    }

    private TokenEventAudience plus(List<EventQueue> more) {
        List<EventQueue> all = new ArrayList<>(queues);
        for (EventQueue queue : more) {
            if (!isIn(all, queue)) {
                all.add(queue);
            }
        }
        return all.size() == queues.size() ? this : new TokenEventAudience(List.copyOf(all));
    }

    private static boolean isIn(List<EventQueue> queues, EventQueue sought) {
        return queues.stream().anyMatch(queue -> queue.serves(sought));
    }

    /** {@return whether an event would reach anybody: a listener, or the log at DEBUG} */
    public boolean listens() {
        return !queues.isEmpty() || EventLog.isVerbose();
    }

    /**
     * Tells an event. Returns at once but for the log, which is written in place, and throws nothing.
     *
     * @param event what happened
     */
    public void tell(TokenEvent event) {
        for (EventQueue queue : queues) {
            queue.add(event);
        }
        EventLog.write(event);
    }

    /**
     * Tells an event to those who were not there when it happened. The log is not among them.
     *
     * @param before who was told then
     * @param event what happened
     */
    public void tellNewcomers(TokenEventAudience before, TokenEvent event) {
        for (EventQueue queue : queues) {
            if (!isIn(before.queues, queue)) {
                queue.add(event);
            }
        }
    }

    /** {@return how many events the listeners were too slow for} */
    public long lost() {
        return queues.stream().mapToLong(EventQueue::lost).sum();
    }

    /** {@return how often a listener threw} */
    public long thrown() {
        return queues.stream().mapToLong(EventQueue::thrown).sum();
    }

    @Override
    public String toString() {
        return "TokenEventAudience[" + queues.size() + " listeners]";
    }
}

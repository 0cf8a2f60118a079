package io.reactortoken;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Operators;

/**
 * Those who wait for a flight: a stack of links without a lock. To join is one compare-and-set; to leave is to be marked,
 * and the marked are swept out when they are many (CF-17), so that both take constant time.
 */
final class Waiters {

    private static final int SWEEP_AT_LEAST = 64;

    private static final Waiter CLOSED = new Waiter(Operators.<AccessToken>emptySubscriber());

    private final AtomicReference<@Nullable Waiter> head = new AtomicReference<>();
    private final AtomicInteger joined = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicBoolean sweeping = new AtomicBoolean();

    /** How the flight ended; set before the stack is closed. */
    private volatile @Nullable Consumer<Waiter> outcome;

    /** Whether nobody waits; who joins at this moment may not be seen. */
    boolean isEmpty() {
        return count() <= 0;
    }

    /** How many wait. When the flight has ended: how many waited for it. */
    int count() {
        return Math.max(0, joined.get() - left.get());
    }

    /** False if the flight has ended: the state has changed by then, and is worth another look. */
    boolean join(Waiter waiter) {
        for (; ; ) {
            Waiter top = head.get();
            if (top == CLOSED) {
                return false;
            }
            waiter.next = top;
            if (head.compareAndSet(top, waiter)) {
                joined.incrementAndGet();
                waiter.joined(this);
                return true;
            }
        }
    }

    void left() {
        int gone = left.incrementAndGet();
        if (gone >= SWEEP_AT_LEAST && gone * 2L >= joined.get() && sweeping.compareAndSet(false, true)) {
            try {
                sweep();
            } finally {
                sweeping.set(false);
            }
        }
    }

    /** Takes the stack, keeps who still waits, and puts it back; whoever is late meets the outcome. */
    private void sweep() {
        Waiter top = head.get();
        if (top == null || top == CLOSED || !head.compareAndSet(top, null)) {
            return;
        }
        Waiter kept = null;
        Waiter last = null;
        int removed = 0;
        for (Waiter each = inOrder(top); each != null; ) {
            Waiter following = each.next;
            if (each.isOver()) {
                removed++;
            } else {
                each.next = kept;
                kept = each;
                last = last == null ? each : last;
            }
            each = following;
        }
        left.addAndGet(-removed);
        joined.addAndGet(-removed);
        if (kept != null && last != null) {
            putBack(kept, last);
        }
    }

    private void putBack(Waiter first, Waiter last) {
        for (; ; ) {
            Waiter top = head.get();
            if (top == CLOSED) {
                last.next = null;
                wake(first, outcome);
                return;
            }
            last.next = top;
            if (head.compareAndSet(top, first)) {
                return;
            }
        }
    }

    /** Ends the flight for all who wait, in the order in which they came, and for all who come. */
    void close(Consumer<Waiter> outcome) {
        this.outcome = outcome;
        wake(head.getAndSet(CLOSED), outcome);
    }

    private static void wake(@Nullable Waiter top, @Nullable Consumer<Waiter> outcome) {
        Waiter each = top == null ? null : inOrder(top);
        while (each != null && outcome != null) {
            Waiter following = each.next;
            each.next = null;
            wakeOne(each, outcome);
            each = following;
        }
    }

    /** A subscriber that throws harms nobody but itself (CF-21). */
    private static void wakeOne(Waiter waiter, Consumer<Waiter> outcome) {
        try {
            outcome.accept(waiter);
        } catch (Throwable thrown) {
            Dropped.error(thrown);
        }
    }

    private static Waiter inOrder(Waiter top) {
        Waiter reversed = null;
        Waiter each = top;
        Waiter first = top;
        while (each != null) {
            Waiter following = each.next;
            each.next = reversed;
            reversed = each;
            first = each;
            each = following;
        }
        return first;
    }
}

package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Operators;

/** Those who wait for a flight, and how those who left are swept out. */
class WaitersTest {

    private final Waiters waiters = new Waiters();
    /** In the order in which they came. */
    private final List<Waiter> all = new ArrayList<>();

    private void join(int count) {
        for (int i = 0; i < count; i++) {
            Waiter waiter = new Waiter(Operators.emptySubscriber());
            assertThat(waiters.join(waiter)).isTrue();
            all.add(waiter);
        }
    }

    private void leave(int from, int to) {
        all.subList(from, to).forEach(Waiter::cancel);
    }

    /** How many the stack keeps in memory, below one of them and with it. */
    private static long kept(Waiter top) {
        return Stream.iterate(top, each -> each != null, each -> each.next).count();
    }

    private List<Waiter> close() {
        List<Waiter> woken = new ArrayList<>();
        waiters.close(woken::add);
        return woken;
    }

    @Test
    @DisplayName("CF-17: those who left are swept out when they are 64, and half of all; not before")
    void sweptWhenHalfOfThemLeft() {
        join(128);
        Waiter youngest = all.get(127);

        leave(0, 63);
        assertThat(kept(youngest)).as("63 of 128 left").isEqualTo(128);
        leave(63, 64);
        assertThat(kept(youngest)).as("64 of 128 left").isEqualTo(64);
    }

    @Test
    @DisplayName("CF-17: 64 who left are kept while more wait; a sweep costs no more than the joins did")
    void notSweptWhileMostOfThemWait() {
        join(200);
        Waiter youngest = all.get(199);

        leave(0, 99);
        assertThat(kept(youngest)).isEqualTo(200);
        leave(99, 100);
        assertThat(kept(youngest)).isEqualTo(100);
    }

    @Test
    @DisplayName("CF-17: fewer than 64 are not worth a sweep")
    void fewAreKept() {
        join(64);

        leave(0, 63);

        assertThat(kept(all.get(63))).isEqualTo(64);
    }

    @Test
    @DisplayName("CF-17: the count begins anew after a sweep")
    void theCountBeginsAnew() {
        join(128);
        leave(0, 64);
        Waiter youngest = all.get(127);

        leave(64, 127);
        assertThat(kept(youngest)).as("63 of 64 left").isEqualTo(64);
        assertThat(waiters.isEmpty()).isFalse();
        leave(127, 128);
        assertThat(waiters.isEmpty()).isTrue();
        assertThat(close()).isEmpty();
    }

    @Test
    @DisplayName("CF-17, CF-20: whoever is left after a sweep is woken, once, in the order of arrival")
    void whoIsLeftIsWoken() {
        join(130);
        for (int i = 0; i < 130; i += 2) {
            all.get(i).cancel();
        }
        List<Waiter> odd = all.stream().filter(each -> !each.isOver()).toList();
        join(1);

        List<Waiter> woken = close();

        assertThat(woken).hasSize(66).containsSubsequence(odd).endsWith(all.get(130));
    }

    @Test
    @DisplayName("CF-17: a crowd that leaves while it is woken sweeps nothing: who comes late still meets the end")
    void leavingWhileWoken() {
        join(200);

        waiters.close(waiter -> leave(0, 200));

        Waiter late = new Waiter(Operators.emptySubscriber());
        assertThat(waiters.join(late)).isFalse();
    }

    @Test
    @DisplayName("CF-18: one who cancelled before joining is not waited for")
    void cancelledOnTheWay() {
        Waiter waiter = new Waiter(Operators.emptySubscriber());
        waiter.cancel();

        assertThat(waiters.join(waiter)).isTrue();

        assertThat(waiters.isEmpty()).isTrue();
    }
}

package io.reactortoken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Those who left are swept out of a flight. */
public class SweepRaces {

    private SweepRaces() {}

    /** The sweep begins with the 64th that left. */
    private static final int LEFT_BEFORE = 63;

    private static void leave(Waiters waiters) {
        for (int i = 0; i < LEFT_BEFORE; i++) {
            Waiter left = new Waiter(new Witness());
            waiters.join(left);
            left.cancel();
        }
    }

    private static Waiter waiterOf(Witness witness) {
        Waiter waiter = new Waiter(witness);
        witness.onSubscribe(waiter);
        return waiter;
    }

    /** CF-17: who joins during a sweep is not swept out. */
    @JCStressTest
    @Outcome(id = "t1, false", expect = ACCEPTABLE, desc = "joined and woken")
    @Outcome(id = "nothing, .*", expect = FORBIDDEN, desc = "swept out with the others")
    @Outcome(id = ".*, true", expect = FORBIDDEN, desc = "waits, and is not counted")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstJoin {
        private final Waiters waiters = new Waiters();
        private final Witness staying = new Witness();
        private final Waiter last = new Waiter(new Witness());

        /** One more that leaves, and they are swept out. */
        public AgainstJoin() {
            leave(waiters);
            waiters.join(last);
        }

        @Actor
        public void sweep() {
            last.cancel();
        }

        @Actor
        public void join() {
            waiters.join(waiterOf(staying));
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r2 = waiters.isEmpty();
            waiters.close(waiter -> waiter.complete(RacedCache.T1));
            result.r1 = staying.story();
        }
    }

    /** CF-17: the flight ends while the sweep has the stack in its hands. */
    @JCStressTest
    @Outcome(id = "t1", expect = ACCEPTABLE, desc = "woken by the flight, or by the sweep")
    @Outcome(id = "nothing", expect = FORBIDDEN, desc = "lost between the two")
    @Outcome(id = "t1, .*", expect = FORBIDDEN, desc = "woken twice")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstClose {
        private final Waiters waiters = new Waiters();
        private final Witness staying = new Witness();
        private final Waiter last = new Waiter(new Witness());

        /** One who stays, and one more that leaves. */
        public AgainstClose() {
            leave(waiters);
            waiters.join(waiterOf(staying));
            waiters.join(last);
        }

        @Actor
        public void sweep() {
            last.cancel();
        }

        @Actor
        public void close() {
            waiters.close(waiter -> waiter.complete(RacedCache.T1));
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = staying.story();
        }
    }

    /** CF-05, CF-17: a sweep and at once the end of the flight; who joins meanwhile is woken, or told that it is too late. */
    @JCStressTest
    @Outcome(id = "t1, true", expect = ACCEPTABLE, desc = "joined and woken")
    @Outcome(id = "nothing, false", expect = ACCEPTABLE, desc = "came too late, and was told so")
    @Outcome(id = "nothing, true", expect = FORBIDDEN, desc = "joined and was lost")
    @Outcome(id = "t1, false", expect = FORBIDDEN, desc = "woken, and told to look again")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class ThenCloseAgainstJoin {
        private final Waiters waiters = new Waiters();
        private final Witness staying = new Witness();
        private final Waiter last = new Waiter(new Witness());
        private boolean joined;

        /** One more that leaves, and they are swept out. */
        public ThenCloseAgainstJoin() {
            leave(waiters);
            waiters.join(last);
        }

        @Actor
        public void sweepAndClose() {
            last.cancel();
            waiters.close(waiter -> waiter.complete(RacedCache.T1));
        }

        @Actor
        public void join() {
            joined = waiters.join(waiterOf(staying));
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r1 = staying.story();
            result.r2 = joined;
        }
    }

    /** CF-17: two leave at once, and both may sweep; the count comes out even. */
    @JCStressTest
    @Outcome(id = "true, t1", expect = ACCEPTABLE, desc = "nobody is counted but who waits")
    @Outcome(id = "false, .*", expect = FORBIDDEN, desc = "who left is counted")
    @Outcome(id = ".*, nothing", expect = FORBIDDEN, desc = "swept out with the others")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstSweep {
        private final Waiters waiters = new Waiters();
        private final Witness staying = new Witness();
        private final Waiter last = new Waiter(new Witness());
        private final Waiter other = new Waiter(new Witness());

        /** One more that leaves, and they are swept out. */
        public AgainstSweep() {
            leave(waiters);
            waiters.join(last);
            waiters.join(other);
        }

        @Actor
        public void sweep() {
            last.cancel();
        }

        @Actor
        public void sweepToo() {
            other.cancel();
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r1 = waiters.isEmpty();
            waiters.join(waiterOf(staying));
            waiters.close(woken -> woken.complete(RacedCache.T1));
            result.r2 = staying.story();
        }
    }
}

package io.reactortoken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A subscriber that leaves. */
public class CancelRaces {

    private CancelRaces() {}

    /** CF-18: a cancel that comes with the token; the neighbour is not disturbed. */
    @JCStressTest
    @Outcome(id = "t1, t1, forgotten", expect = ACCEPTABLE, desc = "the token was first")
    @Outcome(id = "nothing, t1, forgotten", expect = ACCEPTABLE, desc = "the cancel was first")
    @Outcome(id = ".*, nothing, .*", expect = FORBIDDEN, desc = "the neighbour was forgotten")
    @Outcome(id = ".*, kept in memory", expect = FORBIDDEN, desc = "a cancelled subscriber stays in memory")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstEmission {
        private final RacedCache cache = RacedCache.waiting();
        private final Witness leaving = cache.subscribe();
        private final Witness staying = cache.subscribe();

        @Actor
        public void answer() {
            cache.source.answer(RacedCache.T1);
        }

        @Actor
        public void cancel() {
            leaving.cancel();
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r1 = leaving.story();
            result.r2 = staying.story();
            result.r3 = leaving.memory();
        }
    }

    /** CF-17: a cancel that comes while the subscriber joins; the flight must not count it for ever. */
    @JCStressTest
    @Outcome(id = "t1, somebody waits", expect = ACCEPTABLE, desc = "the cancel came before the subscription")
    @Outcome(id = "nothing, nobody waits", expect = ACCEPTABLE, desc = "joined and left")
    @Outcome(id = "nothing, no flight", expect = ACCEPTABLE, desc = "left before it asked")
    @Outcome(id = "nothing, somebody waits", expect = FORBIDDEN, desc = "left, and is counted as waiting")
    @Outcome(id = "t1, nobody waits", expect = FORBIDDEN, desc = "waits, and is not counted")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstJoin {
        private final RacedCache cache = RacedCache.waiting();
        private final Witness caller = new Witness();

        @Actor
        public void subscribe() {
            cache.subscribe(caller);
        }

        @Actor
        public void cancel() {
            caller.cancel();
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r2 = cache.flight();
            cache.source.answer(RacedCache.T1);
            result.r1 = caller.story();
        }
    }

    /** Rule 3.7: two cancels of one subscriber count as one. */
    @JCStressTest
    @Outcome(id = "nothing, t1, somebody waits", expect = ACCEPTABLE, desc = "one left, one waits")
    @Outcome(id = ".*, nobody waits", expect = FORBIDDEN, desc = "counted twice: the neighbour is not seen")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstCancel {
        private final RacedCache cache = RacedCache.waiting();
        private final Witness leaving = cache.subscribe();
        private final Witness staying = cache.subscribe();

        @Actor
        public void first() {
            leaving.cancel();
        }

        @Actor
        public void second() {
            leaving.cancel();
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r3 = cache.flight();
            cache.source.answer(RacedCache.T1);
            result.r1 = leaving.story();
            result.r2 = staying.story();
        }
    }

    /** CF-36: a cancel that comes while the subscriber is moved to the next flight. */
    @JCStressTest
    @Outcome(
            id = "nothing, no flight",
            expect = ACCEPTABLE,
            desc = "the cancel was first, and nobody needs another flight")
    @Outcome(id = "nothing, nobody waits", expect = ACCEPTABLE, desc = "moved, and told both flights that it left")
    @Outcome(id = "nothing, somebody waits", expect = FORBIDDEN, desc = "left, and is counted as waiting")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstMove {
        private final RacedCache cache = RacedCache.over(RacedSource.waiting(2));
        private final Witness leaving = cache.subscribe();

        /** The flight is not wanted any more. */
        public AgainstMove() {
            cache.tokens.evict();
        }

        @Actor
        public void answer() {
            cache.source.answer(RacedCache.T1);
        }

        @Actor
        public void cancel() {
            leaving.cancel();
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r2 = cache.flight();
            cache.source.answer(RacedCache.T2);
            result.r1 = leaving.story();
        }
    }
}

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

/** Demand that comes late. */
public class DemandRaces {

    private DemandRaces() {}

    /** CF-12: demand and token meet; the token is given once. */
    @JCStressTest
    @Outcome(id = "t1", expect = ACCEPTABLE, desc = "given once")
    @Outcome(id = "nothing", expect = FORBIDDEN, desc = "lost")
    @Outcome(id = "t1, .*", expect = FORBIDDEN, desc = "given twice")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstEmission {
        private final RacedCache cache = RacedCache.waiting();
        private final Witness waiting = cache.subscribe(new Witness(0));

        @Actor
        public void answer() {
            cache.source.answer(RacedCache.T1);
        }

        @Actor
        public void request() {
            waiting.request();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = waiting.story();
        }
    }

    /** Rule 3.17: the token is there, and two threads ask for it. */
    @JCStressTest
    @Outcome(id = "t1", expect = ACCEPTABLE, desc = "given once")
    @Outcome(id = "nothing", expect = FORBIDDEN, desc = "lost")
    @Outcome(id = "t1, .*", expect = FORBIDDEN, desc = "given twice")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstRequest {
        private final RacedCache cache = RacedCache.waiting();
        private final Witness waiting = cache.subscribe(new Witness(0));

        /** The token is there, and was not asked for. */
        public AgainstRequest() {
            cache.source.answer(RacedCache.T1);
        }

        @Actor
        public void request() {
            waiting.request();
        }

        @Actor
        public void requestToo() {
            waiting.request();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = waiting.story();
        }
    }

    /** Rules 2.8, 3.12: the token is there, and demand meets a cancel. */
    @JCStressTest
    @Outcome(id = "t1, forgotten", expect = ACCEPTABLE, desc = "the demand was first")
    @Outcome(id = "nothing, forgotten", expect = ACCEPTABLE, desc = "the cancel was first")
    @Outcome(id = ".*, kept in memory", expect = FORBIDDEN, desc = "a cancelled subscriber stays in memory")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstCancel {
        private final RacedCache cache = RacedCache.waiting();
        private final Witness waiting = cache.subscribe(new Witness(0));

        /** The token is there, and was not asked for. */
        public AgainstCancel() {
            cache.source.answer(RacedCache.T1);
        }

        @Actor
        public void request() {
            waiting.request();
        }

        @Actor
        public void cancel() {
            waiting.cancel();
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r1 = waiting.story();
            result.r2 = waiting.memory();
        }
    }
}

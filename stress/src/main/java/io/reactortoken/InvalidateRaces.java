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

/** Reports of a refused token. */
public class InvalidateRaces {

    private InvalidateRaces() {}

    /** CF-08: a report of the old token never drops the new one. */
    @JCStressTest
    @Outcome(
            id = "holds t2, 0, 2 requests",
            expect = ACCEPTABLE,
            desc = "the renewal was first: the report does not count")
    @Outcome(
            id = "holds t2, 1, 2 requests",
            expect = ACCEPTABLE,
            desc = "the report was first, and the renewal counts none the less")
    @Outcome(id = "holds t1, .*", expect = FORBIDDEN, desc = "the old token came back")
    @Outcome(id = "holds nothing, .*", expect = FORBIDDEN, desc = "the new token was dropped")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstCommitOfARenewal {
        private final RacedCache cache = RacedCache.renewing();

        @Actor
        public void answer() {
            cache.source.answer(RacedCache.T2);
        }

        @Actor
        public void report() {
            cache.tokens.invalidate(RacedCache.T1);
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r1 = cache.holds();
            result.r2 = cache.tokens.state().epoch();
            result.r3 = cache.requests();
        }
    }

    /** A renewal that began before the report brings the refused token again. */
    @JCStressTest
    @Outcome(id = "holds nothing, 1", expect = ACCEPTABLE, desc = "dropped when it came, or when it was reported")
    @Outcome(id = "holds t1, .*", expect = FORBIDDEN, desc = "resurrected")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstCommitOfTheSameToken {
        private final RacedCache cache = RacedCache.renewing();

        @Actor
        public void answer() {
            cache.source.answer(RacedCache.T1);
        }

        @Actor
        public void report() {
            cache.tokens.invalidate(RacedCache.T1);
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r1 = cache.holds();
            result.r2 = cache.tokens.state().epoch();
        }
    }

    /** The same, and who reported asks again: not for the refused token. */
    @JCStressTest
    @Outcome(id = "t3, holds t3, 3 requests", expect = ACCEPTABLE, desc = "a request of its own")
    @Outcome(id = "t1, .*", expect = FORBIDDEN, desc = "got the token that it had reported")
    @Outcome(id = "nothing, .*", expect = FORBIDDEN, desc = "waits for ever")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AndCallAgainstCommitOfTheSameToken {
        private final RacedCache cache = RacedCache.renewing();
        private final Witness caller = new Witness();

        @Actor
        public void answer() {
            cache.source.answer(RacedCache.T1);
        }

        @Actor
        public void reportAndCall() {
            cache.tokens.invalidate(RacedCache.T1);
            cache.subscribe(caller);
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r1 = caller.story();
            result.r2 = cache.holds();
            result.r3 = cache.requests();
        }
    }

    /** CF-08: two reports of one token count as one. */
    @JCStressTest
    @Outcome(id = "holds nothing, 1, 1", expect = ACCEPTABLE, desc = "one of them counts")
    @Outcome(id = ".*, 2, .*", expect = FORBIDDEN, desc = "both count")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class TwoReports {
        private final RacedCache cache = RacedCache.holding();

        @Actor
        public void report() {
            cache.tokens.invalidate(RacedCache.T1);
        }

        @Actor
        public void reportToo() {
            cache.tokens.invalidate(RacedCache.T1);
        }

        @Arbiter
        public void after(LLL_Result result) {
            CacheState state = cache.tokens.state();
            result.r1 = cache.holds();
            result.r2 = state.epoch();
            result.r3 = state.rejection() == null ? 0 : state.rejection().inARow();
        }
    }

    /** CF-08: two calls that were refused with one token share one new request. */
    @JCStressTest
    @Outcome(id = "t2, t2, 2 requests", expect = ACCEPTABLE, desc = "one new request for both")
    @Outcome(id = ".*, 3 requests", expect = FORBIDDEN, desc = "the second report dropped the new token")
    @Outcome(id = "t1, .*|.*, t1, .*", expect = FORBIDDEN, desc = "got the token that it had reported")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class TwoReportsAndCalls {
        private final RacedCache cache = RacedCache.holding();
        private final Witness first = new Witness();
        private final Witness second = new Witness();

        @Actor
        public void first() {
            cache.tokens.invalidate(RacedCache.T1);
            cache.subscribe(first);
        }

        @Actor
        public void second() {
            cache.tokens.invalidate(RacedCache.T1);
            cache.subscribe(second);
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r1 = first.story();
            result.r2 = second.story();
            result.r3 = cache.requests();
        }
    }
}

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

/** Evictions. */
public class EvictRaces {

    private EvictRaces() {}

    /** CF-36: what was fetched before the eviction is not kept; who waits for it gets it, or is moved. */
    @JCStressTest
    @Outcome(
            id = "t1, holds nothing, 1 request",
            expect = ACCEPTABLE,
            desc = "the token was first, then it was evicted")
    @Outcome(
            id = "t2, holds t2, 2 requests",
            expect = ACCEPTABLE,
            desc = "the eviction was first: moved to a new request")
    @Outcome(id = ".*, holds t1, .*", expect = FORBIDDEN, desc = "kept what was evicted")
    @Outcome(id = "nothing, .*", expect = FORBIDDEN, desc = "waits for ever")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstCompletion {
        private final RacedCache cache = RacedCache.waiting();
        private final Witness waiting = cache.subscribe();

        @Actor
        public void answer() {
            cache.source.answer(RacedCache.T1);
        }

        @Actor
        public void evict() {
            cache.tokens.evict();
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r1 = waiting.story();
            result.r2 = cache.holds();
            result.r3 = cache.requests();
        }
    }

    /** Who evicted and asks again never gets what was fetched before. */
    @JCStressTest
    @Outcome(id = "t2, holds t2, 2 requests", expect = ACCEPTABLE, desc = "a request of its own")
    @Outcome(id = "t1, .*", expect = FORBIDDEN, desc = "got what it had evicted")
    @Outcome(id = "nothing, .*", expect = FORBIDDEN, desc = "waits for ever")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AndCallAgainstCompletion {
        private final RacedCache cache = RacedCache.waiting();
        private final Witness caller = new Witness();

        /** A flight for which nobody waits. */
        public AndCallAgainstCompletion() {
            cache.subscribe().cancel();
        }

        @Actor
        public void answer() {
            cache.source.answer(RacedCache.T1);
        }

        @Actor
        public void evictAndCall() {
            cache.tokens.evict();
            cache.subscribe(caller);
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r1 = caller.story();
            result.r2 = cache.holds();
            result.r3 = cache.requests();
        }
    }

    /** A call beside the eviction of a held token: before it or after it. */
    @JCStressTest
    @Outcome(id = "t1, 1 request", expect = ACCEPTABLE, desc = "the call was first")
    @Outcome(id = "t2, 2 requests", expect = ACCEPTABLE, desc = "the eviction was first")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstCall {
        private final RacedCache cache = RacedCache.holding();
        private final Witness caller = new Witness();

        @Actor
        public void call() {
            cache.subscribe(caller);
        }

        @Actor
        public void evict() {
            cache.tokens.evict();
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r1 = caller.story();
            result.r2 = cache.requests();
        }
    }
}

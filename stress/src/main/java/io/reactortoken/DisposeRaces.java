package io.reactortoken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The close of a cache. */
public class DisposeRaces {

    private DisposeRaces() {}

    /** CF-91: who waits gets the token or the error, and nothing is left running. */
    @JCStressTest
    @Outcome(id = "t1, no timer, CLS", expect = ACCEPTABLE, desc = "the token was first")
    @Outcome(id = "CLS, no timer, CLS", expect = ACCEPTABLE, desc = "the close was first")
    @Outcome(id = "nothing, .*", expect = FORBIDDEN, desc = "waits for ever")
    @Outcome(id = ".*, t1", expect = FORBIDDEN, desc = "a closed cache gave a token away")
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
        public void dispose() {
            cache.tokens.dispose();
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r1 = waiting.story();
            result.r2 = cache.timers.left();
            result.r3 = cache.subscribe().story();
        }
    }

    /** CF-91: the flight is in the state, and not started yet. */
    @JCStressTest
    @Outcome(id = "CLS, 0 requests, no timer, not cancelled", expect = ACCEPTABLE, desc = "closed before it asked")
    @Outcome(id = "CLS, 1 request, no timer, cancelled", expect = ACCEPTABLE, desc = "asked, and cancelled")
    @Outcome(id = "CLS, 1 request, no timer, not cancelled", expect = FORBIDDEN, desc = "a request runs on")
    @Outcome(id = "nothing, .*", expect = FORBIDDEN, desc = "waits for ever")
    @Outcome(id = ".*, 1 timers, .*", expect = FORBIDDEN, desc = "a timer is left")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstStart {
        private final RacedCache cache = RacedCache.waiting();
        private final Witness caller = new Witness();

        @Actor
        public void call() {
            cache.subscribe(caller);
        }

        @Actor
        public void dispose() {
            cache.tokens.dispose();
        }

        @Arbiter
        public void after(LLLL_Result result) {
            result.r1 = caller.story();
            result.r2 = cache.requests();
            result.r3 = cache.timers.left();
            result.r4 = cache.source.cancels();
        }
    }

    /** CF-93: one close takes effect. */
    @JCStressTest
    @Outcome(id = "CLS, cancelled, no timer", expect = ACCEPTABLE, desc = "told once")
    @Outcome(id = "CLS, CLS, .*", expect = FORBIDDEN, desc = "told twice")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstDispose {
        private final RacedCache cache = RacedCache.waiting();
        private final Witness waiting = cache.subscribe();

        @Actor
        public void dispose() {
            cache.tokens.dispose();
        }

        @Actor
        public void disposeToo() {
            cache.tokens.close();
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r1 = waiting.story();
            result.r2 = cache.source.cancels();
            result.r3 = cache.timers.left();
        }
    }

    /** CF-36, CF-91: a close that comes while those who wait are moved to the next flight. */
    @JCStressTest
    @Outcome(id = "t2, no timer", expect = ACCEPTABLE, desc = "moved and served before the close")
    @Outcome(id = "CLS, no timer", expect = ACCEPTABLE, desc = "closed on the way")
    @Outcome(id = "nothing, .*", expect = FORBIDDEN, desc = "lost between two flights")
    @Outcome(id = "t1, .*", expect = FORBIDDEN, desc = "got what was evicted")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstMove {
        private final RacedCache cache = RacedCache.waiting();
        private final Witness waiting = cache.subscribe();

        /** The flight is not wanted any more. */
        public AgainstMove() {
            cache.tokens.evict();
        }

        @Actor
        public void answer() {
            cache.source.answer(RacedCache.T1);
        }

        @Actor
        public void dispose() {
            cache.tokens.dispose();
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r1 = waiting.story();
            result.r2 = cache.timers.left();
        }
    }

    /** CF-90: a cache that is kept warm plans its next renewal while it is closed. */
    @JCStressTest
    @Outcome(id = "no timer", expect = ACCEPTABLE, desc = "nothing is left")
    @Outcome(id = "1 timers", expect = FORBIDDEN, desc = "a timer is left")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstTheWarmTimer {
        private final RacedCache cache = RacedCache.over(RacedSource.waiting(1), options -> options.keepWarm(true));

        /** The first fetch is under way. */
        public AgainstTheWarmTimer() {
            cache.subscribe();
        }

        @Actor
        public void answer() {
            cache.source.answer(RacedCache.T1);
        }

        @Actor
        public void dispose() {
            cache.tokens.dispose();
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = cache.timers.left();
        }
    }
}

package io.reactortoken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Subscribers against each other, and against the end of the fetch. */
public class SubscribeRaces {

    private SubscribeRaces() {}

    /** CF-01: who loses the compare-and-set joins the flight of who won. */
    @JCStressTest
    @Outcome(id = "t1, t1, 1 request", expect = ACCEPTABLE, desc = "both share one request")
    @Outcome(
            id = ".*, nothing, .*|nothing, .*",
            expect = FORBIDDEN,
            desc = "one was left behind in a flight that never was")
    @Outcome(id = ".*, 2 requests", expect = FORBIDDEN, desc = "two flights")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class TwoOnAColdCache {
        private final RacedCache cache = RacedCache.waiting();
        private final Witness first = new Witness();
        private final Witness second = new Witness();

        @Actor
        public void first() {
            cache.subscribe(first);
        }

        @Actor
        public void second() {
            cache.subscribe(second);
        }

        @Arbiter
        public void after(LLL_Result result) {
            cache.source.answer(RacedCache.T1);
            result.r1 = first.story();
            result.r2 = second.story();
            result.r3 = cache.requests();
        }
    }

    /** CF-01, CF-05: the flight may be over before the second one has joined it. */
    @JCStressTest
    @Outcome(id = "t1, t1, 1 request", expect = ACCEPTABLE, desc = "both share one request")
    @Outcome(id = ".*, nothing, .*|nothing, .*", expect = FORBIDDEN, desc = "one waits for ever")
    @Outcome(id = ".*, 2 requests", expect = FORBIDDEN, desc = "the second one did not see the token")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class TwoOnASourceThatAnswersAtOnce {
        private final RacedCache cache = RacedCache.over(RacedSource.waiting(0));
        private final Witness first = new Witness();
        private final Witness second = new Witness();

        @Actor
        public void first() {
            cache.subscribe(first);
        }

        @Actor
        public void second() {
            cache.subscribe(second);
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r1 = first.story();
            result.r2 = second.story();
            result.r3 = cache.requests();
        }
    }

    /** CF-05: a subscriber that comes while the fetch ends joins it in time, or sees its token. */
    @JCStressTest
    @Outcome(id = "t1, t1, 1 request", expect = ACCEPTABLE, desc = "joined in time, or saw the new token")
    @Outcome(id = "t1, nothing, .*", expect = FORBIDDEN, desc = "joined a flight that had ended: a lost wake-up")
    @Outcome(id = "t1, .*, 2 requests", expect = FORBIDDEN, desc = "saw the slot free before the token")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class AgainstCompletion {
        private final RacedCache cache = RacedCache.waiting();
        private final Witness waiting = cache.subscribe();
        private final Witness late = new Witness();

        @Actor
        public void answer() {
            cache.source.answer(RacedCache.T1);
        }

        @Actor
        public void subscribe() {
            cache.subscribe(late);
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r1 = waiting.story();
            result.r2 = late.story();
            result.r3 = cache.requests();
        }
    }

    /** CF-98: a prefetch and the first caller share a request. */
    @JCStressTest
    @Outcome(id = "true, t1, 1 request", expect = ACCEPTABLE, desc = "both share one request")
    @Outcome(id = "false, .*|.*, nothing, .*", expect = FORBIDDEN, desc = "one waits for ever")
    @Outcome(id = ".*, 2 requests", expect = FORBIDDEN, desc = "two flights")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class PrefetchAgainstCall {
        private final RacedCache cache = RacedCache.waiting();
        private final Witness caller = new Witness();
        private volatile boolean fetched;

        @Actor
        public void prefetch() {
            cache.tokens.prefetch().subscribe(never -> {}, error -> {}, () -> fetched = true);
        }

        @Actor
        public void call() {
            cache.subscribe(caller);
        }

        @Arbiter
        public void after(LLL_Result result) {
            cache.source.answer(RacedCache.T1);
            result.r1 = fetched;
            result.r2 = caller.story();
            result.r3 = cache.requests();
        }
    }

    /** CF-03: both are served at once, and one of them starts the renewal. */
    @JCStressTest
    @Outcome(id = "t1, t1, 2 requests", expect = ACCEPTABLE, desc = "one renewal behind the first request")
    @Outcome(id = ".*, 3 requests", expect = FORBIDDEN, desc = "two renewals")
    @Outcome(id = ".*, 1 request", expect = FORBIDDEN, desc = "no renewal")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class TwoOnAStaleToken {
        private final RacedCache cache = RacedCache.stale();
        private final Witness first = new Witness();
        private final Witness second = new Witness();

        @Actor
        public void first() {
            cache.subscribe(first);
        }

        @Actor
        public void second() {
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

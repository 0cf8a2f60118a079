package io.reactortoken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** The end of a fetch without a token. */
public class FailureRaces {

    private FailureRaces() {}

    /** CF-05, CF-06: a subscriber that comes while the fetch fails shares its failure, or is told of the hold. */
    @JCStressTest
    @Outcome(id = "OAE, OAE, 1 request", expect = ACCEPTABLE, desc = "joined in time: the shared failure")
    @Outcome(id = "OAE, HLD, 1 request", expect = ACCEPTABLE, desc = "came after it: the hold")
    @Outcome(id = "OAE, nothing, .*", expect = FORBIDDEN, desc = "joined a flight that had ended: a lost wake-up")
    @Outcome(id = "OAE, .*, 2 requests", expect = FORBIDDEN, desc = "saw the slot free before the hold")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class JoinAgainstRefusal {
        private final RacedCache cache = RacedCache.waiting();
        private final Witness waiting = cache.subscribe();
        private final Witness late = new Witness();

        @Actor
        public void refuse() {
            cache.source.refuse();
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

    /** CF-20: the deadline and the token come at once; one of them ends the flight. */
    @JCStressTest
    @Outcome(id = "t1, holds t1, no timer", expect = ACCEPTABLE, desc = "the token came first, and is kept")
    @Outcome(id = "TMO, holds nothing, no timer", expect = ACCEPTABLE, desc = "the deadline came first")
    @Outcome(id = "nothing, .*", expect = FORBIDDEN, desc = "neither ended it")
    @Outcome(id = "t1, holds nothing, .*", expect = FORBIDDEN, desc = "given away, and not kept")
    @Outcome(id = "TMO, holds t1, .*", expect = FORBIDDEN, desc = "kept, and the one who waited was told a failure")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class DeadlineAgainstCompletion {
        private final RacedCache cache = RacedCache.waiting();
        private final Witness waiting = cache.subscribe();

        @Actor
        public void answer() {
            cache.source.answer(RacedCache.T1);
        }

        @Actor
        public void deadline() {
            cache.timers.fire();
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r1 = waiting.story();
            result.r2 = cache.holds();
            result.r3 = cache.timers.left();
        }
    }

    /** CF-67: the timer of the deadline was lost, and a caller ends the flight while the token comes. */
    @JCStressTest
    @Outcome(id = "t1, t1, holds t1", expect = ACCEPTABLE, desc = "the token came first, for both")
    @Outcome(
            id = "TMO, HLD, holds nothing",
            expect = ACCEPTABLE,
            desc = "the caller ended the flight, and is told of the hold")
    @Outcome(id = "nothing, .*|.*, nothing, .*", expect = FORBIDDEN, desc = "one waits for ever")
    @Outcome(id = "TMO, .*, holds t1", expect = FORBIDDEN, desc = "kept, and the one who waited was told a failure")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class OverdueAgainstCompletion {
        private final RacedCache cache = RacedCache.waiting();
        private final Witness waiting = cache.subscribe();
        private final Witness late = new Witness();

        /** The acquisition timeout has passed. */
        public OverdueAgainstCompletion() {
            cache.pass(Duration.ofSeconds(31));
        }

        @Actor
        public void answer() {
            cache.source.answer(RacedCache.T1);
        }

        @Actor
        public void call() {
            cache.subscribe(late);
        }

        @Arbiter
        public void after(LLL_Result result) {
            result.r1 = waiting.story();
            result.r2 = late.story();
            result.r3 = cache.holds();
        }
    }
}

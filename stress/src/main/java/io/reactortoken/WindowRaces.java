package io.reactortoken;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The window in which a hit reads one clock. */
public class WindowRaces {

    private WindowRaces() {}

    /** The window is written without a fence: a reader sees the old one or the new one, never a half of each. */
    @JCStressTest
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "the old window or the new one")
    @Outcome(id = ".*true.*", expect = FORBIDDEN, desc = "the start of one with the end of the other")
    @Outcome(id = ".*", expect = FORBIDDEN, desc = "anything else")
    @State
    public static class OldAndNew {
        private static final Now LATER = new Now(3_600_000, 3_600_000_000_000L);

        private final HeldToken held = new HeldToken(RacedCache.T1, new Now(0, 0), LATER, LATER);

        /** Believed from the first second to the second one. */
        public OldAndNew() {
            held.openWindow(new Now(1_000, 1));
        }

        @Actor
        public void reopen() {
            held.openWindow(new Now(8_000, 8));
        }

        @Actor
        public void between(ZZ_Result result) {
            result.r1 = held.isFreshAt(4_000);
            result.r2 = held.isFreshAt(6_000);
        }
    }
}

package io.reactortoken.chaos;

import io.reactortoken.chaos.Counters.Count;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Decides whether a call that has ended was allowed to end like that. */
final class CallJudge {

    private final World.Air air;
    private final Counters counters;
    private final Violations violations;

    /**
     * A call that has ended.
     *
     * @param what for messages: lane, path, client
     * @param faulty whether the way to the API has faults
     * @param start by the monotonic clock
     * @param usable what is known about its source
     */
    record Call(String what, boolean faulty, long start, UsableToken usable) {}

    CallJudge(World.Air air) {
        this.air = air;
        this.counters = air.observed().counters();
        this.violations = air.observed().violations();
    }

    void answered(Call call, ApiClients.Answer answer, String expected) {
        if (answer.status() != 200) {
            failed(call, "status " + answer.status(), null);
        } else if (!answer.text().equals(expected)) {
            violations.add(Invariant.OWN_TOKEN, call.what() + " got " + answer.text());
        } else {
            counters.add(Count.OK);
            count(call);
        }
    }

    private void count(Call call) {
        if (!excused(call)) {
            counters.add(Count.JUDGED);
        }
        if (air.serverTrouble().since(call.start(), java.time.Duration.ZERO)) {
            counters.add(Count.ON_HELD);
        }
    }

    void failed(Call call, Throwable error) {
        if (error instanceof TimeoutException
                && error.getMessage() != null
                && error.getMessage().contains(Load.LIMIT)) {
            violations.add(Invariant.CALL_ENDS, call.what());
        }
        failed(call, String.valueOf(error.getMessage()), error);
    }

    private void failed(Call call, String how, @Nullable Throwable error) {
        if (excused(call)) {
            counters.add(Count.API_PATH);
            return;
        }
        counters.add(Count.JUDGED);
        String whole = call.what() + ": " + how
                + (error == null ? "" : " " + error.getClass().getSimpleName());
        if (call.usable().since(call.start())) {
            violations.add(Invariant.USABLE_TOKEN, whole);
        } else if (hasHealed(call)) {
            violations.add(Invariant.RECOVERY, whole);
        } else {
            counters.add(Count.NO_TOKEN);
        }
    }

    /** The way to the API had a fault, or the API was down. */
    private boolean excused(Call call) {
        boolean down = air.apiTrouble().since(call.start(), Timing.AFTER_A_FAULT);
        return down || (call.faulty() && air.pathTrouble().since(call.start(), Timing.AFTER_A_FAULT));
    }

    /** The authorization server has been well so long that every source must have a token. */
    private boolean hasHealed(Call call) {
        boolean clockStill = call.start() - air.clock().jumpedAt() > Timing.AFTER_A_JUMP.toNanos();
        return clockStill && !air.serverTrouble().since(call.start(), Timing.HEALED);
    }
}

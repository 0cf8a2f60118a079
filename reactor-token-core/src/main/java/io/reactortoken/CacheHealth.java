package io.reactortoken;

import io.reactortoken.CacheState.Hold;
import io.reactortoken.CacheState.Phase;
import io.reactortoken.CacheState.Rejection;
import io.reactortoken.TokenHealth.Status;
import java.time.Instant;
import java.util.Optional;

/** What a state means to those who watch: a pure function of the state and the clocks. */
final class CacheHealth {

    private CacheHealth() {}

    static TokenHealth of(CacheState state, Now now, String client) {
        Phase phase = state.phase(now);
        if (phase == Phase.CLOSED) {
            return TokenHealth.of(
                            Status.FAILING,
                            false,
                            Optional.ofNullable(state.reportedAt()).map(Now::instant))
                    .failing(Failures.closed(client).failure());
        }
        HeldToken held = state.held();
        boolean usable = phase != Phase.EMPTY;
        TokenHealth health = health(state, phase, usable);
        return held != null && usable ? health.until(held.expiresAt().instant()) : health;
    }

    private static TokenHealth health(CacheState state, Phase phase, boolean usable) {
        Hold hold = state.hold();
        HeldToken held = state.held();
        if (hold != null) {
            return TokenHealth.of(
                            Status.FAILING, usable, Optional.of(hold.since().instant()))
                    .failing(hold.cause().failure());
        }
        if (held != null && phase == Phase.FRESH) {
            return TokenHealth.of(Status.USABLE, true, Optional.of(held.sentAt().instant()));
        }
        return TokenHealth.of(Status.DUE, usable, dueSince(state, phase));
    }

    private static Optional<Instant> dueSince(CacheState state, Phase phase) {
        HeldToken held = state.held();
        Rejection rejection = state.rejection();
        if (held != null) {
            return Optional.of((phase == Phase.STALE ? held.dueAt() : held.expiresAt()).instant());
        }
        // what was evicted after the last rejection has taken no note of when
        return rejection != null && rejection.epoch() == state.epoch()
                ? Optional.of(rejection.at().instant())
                : Optional.empty();
    }
}

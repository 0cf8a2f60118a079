package io.reactortoken.replay;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Very many at once: as many as the claims speak of. With {@code -Pproof}. */
public interface ProofRows extends Rows {

    private Storms storms() {
        return Storms.strict(bench());
    }

    @Tag("proof")
    @ParameterizedTest(name = "{displayName} [{0}]")
    @ValueSource(ints = {1, 50})
    @Timeout(600)
    @DisplayName(
            "RS-03, RS-47, CF-08: 10 000 concurrent 401s with one token: one token request, no failure, all let go")
    default void manyRefusalsInFull(int connections) {
        storms().refusals(bench().pools.of(connections), 10_000);
    }

    @Tag("proof")
    @Test
    @Timeout(600)
    @DisplayName(
            "RS-03, TM-39: an API that always answers 401, 1 000 calls a second for 60 s: at most 13 token requests, each gets the 401")
    default void alwaysRefusedInFull() {
        storms().alwaysRefused(1_000);
    }

    @Tag("proof")
    @Test
    @Timeout(600)
    @DisplayName("RS-53: 30 storms of 4 000 calls, each cancelled at a random time: no connection is held 3 s later")
    default void cancelStormsInFull() {
        storms().cancelled(30, 4_000);
    }

    @Tag("proof")
    @Test
    @Timeout(600)
    @DisplayName("RS-47: 401 after 401 on one connection, 10 000 times: never a deadlock")
    default void oneAfterTheOtherInFull() {
        storms().oneAfterTheOther(10_000);
    }

    @Tag("proof")
    @Test
    @Timeout(600)
    @DisplayName("TM-31: one assembled request, 20 000 subscribers with 500 tenants: nobody's token but one's own")
    default void tenantsDoNotMixInFull() {
        new Tenants(bench(), 500).race(20_000);
    }

    @Tag("proof")
    @Test
    @Timeout(600)
    @DisplayName("RS-62: assembled once, subscribed 1 000 times in 3 h: a token that is valid then, each time")
    default void assembledOnceInFull() {
        storms().assembledOnce(1_000, Duration.ofHours(3));
    }
}

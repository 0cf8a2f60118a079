package io.reactortoken.replay;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Very many at once: a twentieth of {@link ProofRows}. */
public interface StormRows extends Rows {

    private Storms storms() {
        return Storms.patient(bench());
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @ValueSource(ints = {1, 50})
    @Timeout(600)
    @DisplayName("RS-03, RS-47, CF-08: 500 concurrent 401s with one token: one token request, no failure, all let go")
    default void manyRefusals(int connections) {
        storms().refusals(bench().pools.of(connections), 500);
    }

    @Test
    @Timeout(600)
    @DisplayName(
            "RS-03, TM-39: an API that always answers 401, 17 calls a second for 60 s: at most 13 token requests, each gets the 401")
    default void alwaysRefused() {
        storms().alwaysRefused(17);
    }

    @Test
    @Timeout(600)
    @DisplayName("RS-53: 2 storms of 400 calls, each cancelled at a random time: no connection is held afterwards")
    default void cancelStorms() {
        storms().cancelled(2, 400);
    }

    @Test
    @Timeout(600)
    @DisplayName("RS-47: 401 after 401 on one connection, 300 times: never a deadlock")
    default void oneAfterTheOther() {
        storms().oneAfterTheOther(300);
    }
}

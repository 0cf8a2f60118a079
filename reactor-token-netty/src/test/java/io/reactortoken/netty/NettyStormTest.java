package io.reactortoken.netty;

import io.reactortoken.replay.Integration;
import io.reactortoken.replay.ProofRows;
import io.reactortoken.replay.ReplayBench;
import io.reactortoken.replay.StormRows;
import io.reactortoken.replay.Storms;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Very many calls at once, on Reactor Netty, HTTP/1.1. */
class NettyStormTest extends ReplayBench implements StormRows, ProofRows {

    @Override
    public Integration integration() {
        return new NettyIntegration();
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @ValueSource(ints = {1, 50})
    @Timeout(600)
    @DisplayName("RS-03, RS-47: 500 concurrent 401s in a pool with room for every caller, and for nobody else")
    void saturatedPool(int connections) {
        Storms.patient(this).refusals(pools.of(connections, 500 - connections), 500);
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @ValueSource(ints = {1, 50})
    @Timeout(600)
    @Tag("proof")
    @DisplayName("RS-03, RS-47: 10 000 concurrent 401s in a pool with room for every caller, and for nobody else")
    void saturatedPoolInFull(int connections) {
        Storms.strict(this).refusals(pools.of(connections, 10_000 - connections), 10_000);
    }
}

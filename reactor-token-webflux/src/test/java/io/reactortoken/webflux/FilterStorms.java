package io.reactortoken.webflux;

import io.reactortoken.replay.Integration;
import io.reactortoken.replay.ProofRows;
import io.reactortoken.replay.ReplayBench;
import io.reactortoken.replay.StormRows;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Hooks;

/** Very many calls at once, on Spring's WebClient over Reactor Netty. */
abstract class FilterStorms extends ReplayBench implements StormRows, ProofRows {

    /** With them, a cancelled call of Spring's connector may keep its connection, without a filter too (docs/replay.md). */
    @BeforeEach
    void withoutHooks() {
        Hooks.resetOnOperatorDebug();
        Hooks.disableAutomaticContextPropagation();
    }

    @Override
    public Integration integration() {
        return new FilterIntegration();
    }
}

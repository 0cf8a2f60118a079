package io.reactortoken.webflux;

import io.reactortoken.replay.Integration;
import io.reactortoken.replay.ProofRows;
import io.reactortoken.replay.ReplayBench;
import io.reactortoken.replay.StormRows;
import io.reactortoken.replay.Wire;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Hooks;

/** Very many calls at once, on Spring's WebClient over Reactor Netty, HTTP/2. */
class FilterHttp2StormTest extends ReplayBench implements StormRows, ProofRows {

    /** With it, a cancelled call of Spring's connector may keep its stream, without a filter too (docs/replay.md). */
    @BeforeEach
    void withoutAutomaticContextPropagation() {
        Hooks.disableAutomaticContextPropagation();
    }

    @Override
    public Integration integration() {
        return new FilterIntegration();
    }

    @Override
    public Wire wire() {
        return Wire.HTTP_2_CLEAR;
    }
}

package io.reactortoken.webflux;

import io.reactortoken.replay.Integration;
import io.reactortoken.replay.ProofRows;
import io.reactortoken.replay.ReplayBench;
import io.reactortoken.replay.StormRows;

/** Very many calls at once, on Spring's WebClient over Reactor Netty, HTTP/1.1. */
class FilterStormTest extends ReplayBench implements StormRows, ProofRows {

    @Override
    public Integration integration() {
        return new FilterIntegration();
    }
}

package io.reactortoken.webflux;

import io.reactortoken.replay.Integration;
import io.reactortoken.replay.ProofRows;
import io.reactortoken.replay.ReplayBench;
import io.reactortoken.replay.StormRows;
import io.reactortoken.replay.Wire;

/** Very many calls at once, on Spring's WebClient over Reactor Netty, HTTP/2. */
class FilterHttp2StormTest extends ReplayBench implements StormRows, ProofRows {

    @Override
    public Integration integration() {
        return new FilterIntegration();
    }

    @Override
    public Wire wire() {
        return Wire.HTTP_2_CLEAR;
    }
}

package io.reactortoken.webflux;

import io.reactortoken.replay.BodyRows;
import io.reactortoken.replay.HeaderRows;
import io.reactortoken.replay.HeldRows;
import io.reactortoken.replay.Integration;
import io.reactortoken.replay.RefusalRows;
import io.reactortoken.replay.RenewalRows;
import io.reactortoken.replay.ReplayBench;
import io.reactortoken.replay.Wire;

/** The shared rows on Spring's WebClient over Reactor Netty, HTTP/2 without TLS. */
class FilterHttp2ClearReplayTest extends ReplayBench
        implements RefusalRows, RenewalRows, HeaderRows, BodyRows, HeldRows {

    @Override
    public Integration integration() {
        return new FilterIntegration();
    }

    @Override
    public Wire wire() {
        return Wire.HTTP_2_CLEAR;
    }
}

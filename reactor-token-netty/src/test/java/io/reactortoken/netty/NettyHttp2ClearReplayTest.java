package io.reactortoken.netty;

import io.reactortoken.replay.BodyRows;
import io.reactortoken.replay.HeaderRows;
import io.reactortoken.replay.HeldRows;
import io.reactortoken.replay.Integration;
import io.reactortoken.replay.RefusalRows;
import io.reactortoken.replay.RenewalRows;
import io.reactortoken.replay.ReplayBench;
import io.reactortoken.replay.Wire;

/** The shared rows on Reactor Netty, HTTP/2 without TLS. */
class NettyHttp2ClearReplayTest extends ReplayBench
        implements RefusalRows, RenewalRows, HeaderRows, BodyRows, HeldRows {

    @Override
    public Integration integration() {
        return new NettyIntegration();
    }

    @Override
    public Wire wire() {
        return Wire.HTTP_2_CLEAR;
    }
}

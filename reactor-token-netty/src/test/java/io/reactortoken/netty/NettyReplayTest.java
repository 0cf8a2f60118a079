package io.reactortoken.netty;

import io.reactortoken.replay.BodyRows;
import io.reactortoken.replay.EventRows;
import io.reactortoken.replay.HeaderRows;
import io.reactortoken.replay.HeldRows;
import io.reactortoken.replay.Integration;
import io.reactortoken.replay.IsolationRows;
import io.reactortoken.replay.QueueRows;
import io.reactortoken.replay.RefusalRows;
import io.reactortoken.replay.RenewalRows;
import io.reactortoken.replay.ReplayBench;

/** The shared rows on Reactor Netty, HTTP/1.1. */
class NettyReplayTest extends ReplayBench
        implements RefusalRows, RenewalRows, HeaderRows, QueueRows, BodyRows, HeldRows, IsolationRows, EventRows {

    @Override
    public Integration integration() {
        return new NettyIntegration();
    }
}

package io.reactortoken.chaos.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/** A connection through the proxy: its two halves, and whether bytes of it got lost. Used on its event loop only. */
final class Link {

    final Relay up = new Relay(this, Direction.UP);
    final Relay down = new Relay(this, Direction.DOWN);

    private final FaultProxy proxy;
    private final long number;
    private final Channel client;

    @Nullable
    private Channel server;

    @Nullable
    private Fault counted;

    private boolean broken;

    Link(FaultProxy proxy, long number, Channel client) {
        this.proxy = proxy;
        this.number = number;
        this.client = client;
    }

    void connected(Channel backend) {
        server = backend;
    }

    EventLoop loop() {
        return client.eventLoop();
    }

    @Nullable
    Fault fault(Direction bytes) {
        Fault fault = proxy.fault();
        if (fault == null || !fault.strikes(number, bytes)) {
            return null;
        }
        if (!fault.equals(counted)) {
            counted = fault;
            proxy.counts(fault.kind());
        }
        return fault;
    }

    Channel target(Direction direction) {
        return direction == Direction.UP && server != null ? server : client;
    }

    /** Bytes are missing from now on: such a connection ends with the fault. */
    void breaks() {
        broken = true;
    }

    void faultIsOver() {
        up.hurry();
        down.hurry();
        if (broken) {
            reset();
        } else {
            ended();
        }
    }

    /** One half has ended: when both have, the connection is over. */
    void ended() {
        boolean idle = up.isIdle() && down.isIdle();
        if (idle && (hasClosed() || (up.hasEnded() && down.hasEnded()))) {
            close();
        }
    }

    private boolean hasClosed() {
        return !client.isActive() || (server != null && !server.isActive());
    }

    private void close() {
        up.drop();
        down.drop();
        close(client);
        if (server != null) {
            close(server);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a channel that cannot be closed is closed
    private static void close(Channel channel) {
        channel.close();
    }

    void reset() {
        abort(client);
        if (server != null) {
            abort(server);
        }
        close();
    }

    private static void abort(Channel channel) {
        if (channel.isActive()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
    }
}

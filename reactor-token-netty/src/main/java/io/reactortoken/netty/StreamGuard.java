package io.reactortoken.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.Http2StreamChannel;
import org.jspecify.annotations.Nullable;

/**
 * Closes the stream of an exchange that is cancelled before its caller has the connection.
 *
 * <p>The client (Reactor Netty 1.3.8, with an authorized client or without) loses a stream of HTTP/2 whose caller
 * cancels in the moment in which its request is written or its answer arrives. A stream carries one request, so that
 * closing it once more harms nobody. A connection of HTTP/1.1 may serve somebody else by now, and is not touched.
 */
final class StreamGuard {

    private volatile @Nullable Channel stream;
    private volatile boolean handedOver;
    private volatile boolean cancelled;

    /** The caller is about to have the connection: whoever cancels later may go on with it. */
    void handOver() {
        // without a stream there is nothing to close, and a volatile write costs each call
        if (stream != null) {
            handedOver = true;
        }
    }

    /** The caller has cancelled. */
    void cancel() {
        if (!handedOver) {
            cancelled = true;
            close();
        }
    }

    /** To be called on the event loop, when a request is written. */
    void written(Channel channel) {
        if (channel instanceof Http2StreamChannel) {
            stream = channel;
        } else if (stream != null) {
            stream = null;
        }
        if (cancelled) {
            close();
        }
    }

    private void close() {
        Channel lost = stream;
        if (lost != null) {
            // never inside the hook of a request that is written
            lost.eventLoop().execute(() -> {
                ChannelFuture unused = lost.close();
            });
        }
    }
}

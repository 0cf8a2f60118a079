package io.reactortoken.replay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Queue;

/** Keeps what comes in as bytes, if it begins as an HTTP request does; before TLS is taken off. */
final class Tap extends ChannelInboundHandlerAdapter {

    private final Queue<String> kept;

    Tap(Queue<String> kept) {
        this.kept = kept;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            String text = bytes.toString(US_ASCII);
            if (text.startsWith("GET ") || text.startsWith("POST ")) {
                kept.add(text);
            }
        }
        context.fireChannelRead(message);
    }
}

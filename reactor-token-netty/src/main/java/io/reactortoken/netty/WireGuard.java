package io.reactortoken.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import reactor.netty.NettyPipeline;

/**
 * What Netty's decoder and the client above it let pass: first bytes that are not HTTP/1.x, and informational answers
 * (RFC 9110 section 15.2), of which the client takes the first for the answer.
 */
final class WireGuard {

    private WireGuard() {}

    /** To be called when the channel has its codec. */
    static void install(Channel channel) {
        channel.pipeline()
                .addBefore(NettyPipeline.HttpCodec, "reactor-token.version", new Version())
                .addAfter(NettyPipeline.HttpCodec, "reactor-token.informational", new Informational());
    }

    /** Looks at the first bytes of a connection, and then no more. */
    private static final class Version extends ChannelInboundHandlerAdapter {

        private static final byte[] START = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

        private int seen;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof ByteBuf bytes) {
                for (int i = bytes.readerIndex(); i < bytes.writerIndex() && seen < START.length; i++, seen++) {
                    if (bytes.getByte(i) != START[seen]) {
                        bytes.release();
                        context.fireExceptionCaught(new DecoderException("not HTTP/1.x"));
                        ChannelFuture unused = context.close();
                        return;
                    }
                }
                if (seen == START.length) {
                    context.pipeline().remove(this);
                }
            }
            context.fireChannelRead(message);
        }
    }

    /** Skips informational answers, but not without end. 101 is none of them: it changes the protocol. */
    private static final class Informational extends ChannelInboundHandlerAdapter {

        private static final int MOST = 16;
        private static final int SWITCHING_PROTOCOLS = 101;

        private int skipped;
        private boolean skipping;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpResponse response) {
                skipping = response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                        && response.status().code() != SWITCHING_PROTOCOLS;
                skipped = skipping ? skipped + 1 : 0;
            }
            if (!skipping) {
                context.fireChannelRead(message);
                return;
            }
            ReferenceCountUtil.release(message);
            if (skipped > MOST) {
                context.fireExceptionCaught(new DecoderException("informational answers without an end"));
                ChannelFuture unused = context.close();
            } else if (message instanceof LastHttpContent) {
                context.read();
            }
        }
    }
}

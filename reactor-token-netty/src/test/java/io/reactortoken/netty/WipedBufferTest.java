package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAuthorizationServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.netty.NettyPipeline;

class WipedBufferTest {

    @Test
    @DisplayName("TM-41: the bytes of a request are zero when its buffer is released, and not before")
    void wipesWhenReleased() {
        byte[] bytes = Rows.SECRET.getBytes(UTF_8);
        ByteBuf buffer = WipedBuffer.of(bytes);
        ByteBuf other = buffer.retainedDuplicate();

        buffer.release();
        assertThat(other.toString(UTF_8)).isEqualTo(Rows.SECRET);
        other.release();

        assertThat(bytes).containsOnly(0).hasSize(Rows.SECRET.length());
    }

    @Test
    @DisplayName("TM-41: what was read of an answer is zero in Netty's buffer, and nothing around it")
    void wipesWhatWasRead() {
        ByteBuf received = Unpooled.copiedBuffer("before" + Rows.TOKEN + "after", UTF_8);
        BoundedBody body = new BoundedBody(Rows.TOKEN.length());

        assertThat(body.add(received.slice(6, Rows.TOKEN.length()))).isTrue();

        assertThat(new String(body.bytes().blockOptional().orElseThrow(), UTF_8))
                .isEqualTo(Rows.TOKEN);
        assertThat(received.toString(UTF_8)).isEqualTo("before" + "\0".repeat(Rows.TOKEN.length()) + "after");
    }

    @Test
    @DisplayName("TM-41: so is what is too much, and a buffer that cannot be written is read all the same")
    void wipesWhatIsTooMuch() {
        ByteBuf received = Unpooled.copiedBuffer(Rows.TOKEN, UTF_8);
        ByteBuf readOnly = Unpooled.copiedBuffer(Rows.TOKEN, UTF_8).asReadOnly();

        assertThat(new BoundedBody(1).add(received)).isFalse();
        assertThat(new BoundedBody(100).add(readOnly)).isTrue();

        assertThat(received.toString(0, Rows.TOKEN.length(), UTF_8)).isEqualTo("\0".repeat(Rows.TOKEN.length()));
        assertThat(readOnly.isReadable()).isFalse();
    }

    /** Remembers the memory of the bodies that pass. */
    private static final class Bodies extends ChannelDuplexHandler {

        private final List<byte[]> sent = new CopyOnWriteArrayList<>();
        private final List<String> sentTexts = new CopyOnWriteArrayList<>();
        private final List<ByteBuf> received = new CopyOnWriteArrayList<>();
        private final List<String> receivedTexts = new CopyOnWriteArrayList<>();

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ByteBuf body = message instanceof HttpContent content
                    ? content.content()
                    : message instanceof ByteBuf buffer ? buffer : Unpooled.EMPTY_BUFFER;
            if (body.isReadable()) {
                sent.add(body.array());
                sentTexts.add(body.toString(UTF_8));
            }
            ChannelFuture unused = context.write(message, promise);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpContent content && content.content().isReadable()) {
                received.add(content.content().retainedDuplicate());
                receivedTexts.add(content.content().toString(UTF_8));
            }
            context.fireChannelRead(message);
        }
    }

    @Test
    @DisplayName("TM-41: after a token request over TLS neither its body nor the answer's is left in their buffers")
    void wipesAfterARequest() {
        Bodies bodies = new Bodies();
        try (FakeAuthorizationServer server = FakeAuthorizationServer.startTls()) {
            server.otherwise(request -> FakeAnswer.token(Rows.TOKEN));

            Rows.granted(
                    server.tokenUri(),
                    NettyTokenTransport.builder()
                            .trust(server.authority())
                            .client(client -> client.doOnChannelInit((observer, channel, address) ->
                                    channel.pipeline().addAfter(NettyPipeline.HttpCodec, "bodies", bodies))));
            server.awaitNoConnection();
        }

        assertThat(String.join("", bodies.sentTexts)).contains(Rows.SECRET);
        assertThat(String.join("", bodies.receivedTexts)).contains(Rows.TOKEN);
        assertThat(bodies.sent)
                .isNotEmpty()
                .allSatisfy(bytes -> assertThat(bytes).containsOnly(0));
        assertThat(bodies.received).isNotEmpty().allSatisfy(buffer -> {
            assertThat(buffer.toString(UTF_8)).isEqualTo("\0".repeat(buffer.readableBytes()));
            buffer.release();
        });
    }
}

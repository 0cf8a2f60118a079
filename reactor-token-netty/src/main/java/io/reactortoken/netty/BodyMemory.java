package io.reactortoken.netty;

import static io.netty.handler.codec.http.HttpHeaderNames.CONTENT_LENGTH;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The body of one exchange, remembered while it is sent. Travels in the Context of the attempts, because the body's
 * publisher belongs to the caller, and is shared by every subscription to the request.
 */
final class BodyMemory {

    private volatile @Nullable Recording recording;
    private volatile byte @Nullable [] whole;

    /** What was sent so far. Written by one thread after the other; a length that was read makes its bytes visible. */
    private static final class Recording {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private volatile long length;

        void add(ByteBuf buffer, int maxBytes) {
            long now = length + buffer.readableBytes();
            if (now <= maxBytes) {
                bytes.writeBytes(ByteBufUtil.getBytes(buffer));
            }
            length = now;
        }

        boolean has(String declaredLength) {
            return bytes.size() == length && declaredLength.equals(String.valueOf(length));
        }
    }

    /**
     * Only then can it be sent again: a refusal may arrive before the body was read to its end. With as many bytes as
     * were declared, a server has all of it, and may answer before the body's publisher says that this was the end.
     */
    boolean isWhole(HttpHeaders sent) {
        Recording last = recording;
        if (whole == null && last != null && last.has(sent.get(CONTENT_LENGTH, ""))) {
            whole = last.bytes.toByteArray();
        }
        return whole != null;
    }

    /** A body that is remembered up to a limit, where there is an exchange to remember it. */
    static Publisher<ByteBuf> remembered(Publisher<? extends ByteBuf> body, int maxBytes) {
        if (body instanceof Mono<? extends ByteBuf> one) {
            return Mono.deferContextual(context -> {
                BodyMemory memory = Attempt.memory(context);
                return memory == null
                        ? one.map(buffer -> buffer)
                        : memory.body(one.flux(), maxBytes).singleOrEmpty();
            });
        }
        return Flux.<ByteBuf>deferContextual(context -> {
            BodyMemory memory = Attempt.memory(context);
            return memory == null ? Flux.<ByteBuf>from(body) : memory.body(Flux.from(body), maxBytes);
        });
    }

    private Flux<ByteBuf> body(Flux<? extends ByteBuf> source, int maxBytes) {
        byte[] again = whole;
        if (again != null) {
            return again.length == 0 ? Flux.empty() : Flux.defer(() -> Flux.just(Unpooled.wrappedBuffer(again)));
        }
        Recording present = new Recording();
        recording = present;
        return source.<ByteBuf>map(buffer -> {
                    present.add(buffer, maxBytes);
                    return buffer;
                })
                .doOnComplete(() -> whole = present.length <= maxBytes ? present.bytes.toByteArray() : null);
    }
}

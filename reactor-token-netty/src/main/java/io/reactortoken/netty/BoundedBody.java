package io.reactortoken.netty;

import io.netty.buffer.ByteBuf;
import io.reactortoken.FailureKind;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenResponseException;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * A body as far as it has arrived, up to a limit. In blocks, so that it never takes more than the limit and one block:
 * an array that doubles takes three times as much while it grows, and an array for each piece is large when the pieces
 * are bytes.
 */
final class BoundedBody {

    private static final int BLOCK = 8 * 1024;

    private final int limit;
    private final List<byte[]> blocks = new ArrayList<>();
    private int size;
    private boolean full;

    BoundedBody(int limit) {
        this.limit = limit;
    }

    /**
     * Moves the bytes: does not keep the buffer, leaves zeros in it, and leaves its release to the caller.
     *
     * @return false if that is too much
     */
    boolean add(ByteBuf more) {
        int start = more.readerIndex();
        boolean fits = copy(more);
        WipedBuffer.wipe(more, start, more.writerIndex() - start);
        return fits;
    }

    private boolean copy(ByteBuf more) {
        if (more.readableBytes() > limit - size) {
            full = true;
            return false;
        }
        while (more.isReadable()) {
            int offset = size % BLOCK;
            if (offset == 0) {
                blocks.add(new byte[BLOCK]);
            }
            int length = Math.min(more.readableBytes(), BLOCK - offset);
            more.readBytes(blocks.get(blocks.size() - 1), offset, length);
            size += length;
        }
        return true;
    }

    Mono<byte[]> bytes() {
        return full ? Mono.error(tooLarge(limit)) : Mono.just(toByteArray());
    }

    static TokenResponseException tooLarge(int limit) {
        TokenFailure failure = TokenFailure.of(Code.MTR, "the token response is too large: over " + limit + " bytes")
                .kind(FailureKind.TOO_LARGE)
                .hint("H-HTML", "a token is far smaller: wrong URL, login page, proxy or firewall?");
        return TokenResponseException.of(failure, null);
    }

    private byte[] toByteArray() {
        byte[] bytes = new byte[size];
        for (int i = 0; i < blocks.size(); i++) {
            System.arraycopy(blocks.get(i), 0, bytes, i * BLOCK, Math.min(BLOCK, size - i * BLOCK));
        }
        return bytes;
    }
}

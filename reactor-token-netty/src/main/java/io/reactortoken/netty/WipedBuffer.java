package io.reactortoken.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import java.util.Arrays;

/**
 * Bytes of a credential in a buffer of Netty's: overwritten before their memory is somebody else's (TM-41). Best effort:
 * what TLS and the operating system copy is theirs, and what became a text stays until it is collected.
 */
final class WipedBuffer extends UnpooledHeapByteBuf {

    private WipedBuffer(byte[] bytes) {
        super(UnpooledByteBufAllocator.DEFAULT, bytes, bytes.length);
    }

    /** Takes the array over: it is zero when the buffer is released, whoever does that. */
    static ByteBuf of(byte[] bytes) {
        return new WipedBuffer(bytes);
    }

    @Override
    protected void freeArray(byte[] array) {
        Arrays.fill(array, (byte) 0);
    }

    /** Overwrites what was received, before its owner releases it. One that others read as well cannot be written. */
    static void wipe(ByteBuf received, int from, int length) {
        if (!received.isReadOnly()) {
            received.setZero(from, length);
        }
    }
}

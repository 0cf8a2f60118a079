package io.reactortoken.chaos.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One direction of a connection: what comes, when it goes on, and what becomes of it on the way. One thread. */
final class Relay extends ChannelInboundHandlerAdapter {

    static final int LATENCY_MILLIS = 300;
    static final int THROTTLED_SLICE = 1024;
    static final int DRIBBLED_SLICE = 8;

    private static final int THROTTLED_MILLIS = 50;
    private static final int DRIBBLED_MILLIS = 10;
    /** What comes before the payload of a TLS record. */
    private static final int RECORD_HEADER = 5;

    private final Link link;
    private final Direction direction;
    private final Deque<Parcel> waiting = new ArrayDeque<>();
    private long lastDue = System.nanoTime();
    private boolean ended;

    /** Bytes on their way; null is the end of the stream. */
    private record Parcel(@Nullable ByteBuf bytes, long due) {}

    Relay(Link link, Direction direction) {
        this.link = link;
        this.direction = direction;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        Fault fault = link.fault(direction);
        if (ended) {
            bytes.release();
        } else if (fault == null) {
            send(bytes, 0);
        } else {
            strike(fault.kind(), bytes);
        }
    }

    private void strike(FaultKind kind, ByteBuf bytes) {
        switch (kind) {
            case LATENCY -> sendAt(bytes, Math.max(lastDue, System.nanoTime() + nanos(LATENCY_MILLIS)));
            case THROTTLE -> sendSlices(bytes, THROTTLED_SLICE, THROTTLED_MILLIS);
            case DRIBBLE -> sendSlices(bytes, DRIBBLED_SLICE, DRIBBLED_MILLIS);
            case RESET -> {
                bytes.release();
                link.reset();
            }
            case HALF_CLOSE -> {
                link.breaks();
                send(bytes.readSlice(bytes.readableBytes() / 2), 0);
                end();
            }
            case BLACK_HOLE -> {
                link.breaks();
                bytes.release();
            }
            case TLS_FAILURE -> {
                link.breaks();
                garble(bytes);
                send(bytes, 0);
            }
        }
    }

    private static void garble(ByteBuf bytes) {
        for (int i = Math.min(RECORD_HEADER, bytes.readableBytes() - 1); i < bytes.readableBytes(); i++) {
            int at = bytes.readerIndex() + i;
            bytes.setByte(at, bytes.getByte(at) ^ 0x5a);
        }
    }

    private void sendSlices(ByteBuf bytes, int slice, int millis) {
        while (bytes.readableBytes() > slice) {
            send(bytes.readRetainedSlice(slice), millis);
        }
        send(bytes, millis);
    }

    private void send(ByteBuf bytes, int gapMillis) {
        sendAt(bytes, Math.max(lastDue, System.nanoTime()) + nanos(gapMillis));
    }

    private void sendAt(@Nullable ByteBuf bytes, long due) {
        lastDue = due;
        waiting.add(new Parcel(bytes, due));
        if (waiting.size() == 1) {
            deliver();
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            sendAt(null, Math.max(lastDue, System.nanoTime()));
        }
    }

    /** Sends what is due, and comes again for the rest. */
    @SuppressWarnings("FutureReturnValueIgnored") // comes again unless the proxy is closed
    private void deliver() {
        while (!waiting.isEmpty()) {
            long wait = waiting.element().due() - System.nanoTime();
            if (wait > 0) {
                link.loop().schedule(this::deliver, wait, TimeUnit.NANOSECONDS);
                return;
            }
            pass(waiting.remove());
            link.ended();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what cannot be written has nowhere to go
    private void pass(Parcel parcel) {
        Channel target = link.target(direction);
        if (parcel.bytes() != null) {
            target.writeAndFlush(parcel.bytes());
        } else if (target instanceof SocketChannel socket) {
            socket.shutdownOutput();
        }
    }

    /** The fault is over: what it held back goes on at once. */
    void hurry() {
        Deque<Parcel> held = new ArrayDeque<>(waiting);
        waiting.clear();
        lastDue = System.nanoTime();
        held.forEach(this::pass);
    }

    void drop() {
        ended = true;
        waiting.forEach(parcel -> {
            if (parcel.bytes() != null) {
                parcel.bytes().release();
            }
        });
        waiting.clear();
    }

    boolean hasEnded() {
        return ended && isIdle();
    }

    /** Nothing waits to go on. */
    boolean isIdle() {
        return waiting.isEmpty();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            end();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
        link.ended();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable reset) {
        link.reset();
    }

    private static long nanos(int millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}

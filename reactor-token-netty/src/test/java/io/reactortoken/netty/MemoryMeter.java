package io.reactortoken.netty;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import reactor.netty.http.client.HttpClient;

/**
 * What a client holds at a time: the heap that is still alive while it reads, looked at by a collection at the first
 * bytes and after each {@value #STEP} more, and the buffers beside the heap. What it allocates in all, garbage included,
 * is counted too, to be reported: it depends on what the compiler has done so far.
 */
final class MemoryMeter {

    private static final int STEP = 128 * 1024;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    /** Without the leak detector, whose records are larger than what they record. */
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);

    private final AtomicLong atFirst = new AtomicLong();
    private final AtomicLong most = new AtomicLong();

    record Result(long held, long allocated, Duration time) {
        @Override
        public String toString() {
            return "at most " + (held >> 10) + " KiB held, " + (allocated >> 10) + " KiB allocated, " + time.toMillis()
                    + " ms";
        }
    }

    HttpClient watched(HttpClient client) {
        return client.option(ChannelOption.ALLOCATOR, allocator)
                .doOnChannelInit(
                        (observer, channel, address) -> channel.pipeline().addFirst("memory-meter", reader()));
    }

    private ChannelInboundHandlerAdapter reader() {
        return new ChannelInboundHandlerAdapter() {
            private long unseen = STEP;

            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                unseen += ((ByteBuf) message).readableBytes();
                if (unseen >= STEP) {
                    unseen = 0;
                    most.accumulateAndGet(alive() - atFirst.get(), Math::max);
                }
                context.fireChannelRead(message);
            }
        };
    }

    /** What is alive now. Buffers of this client only, since the tests before it may have left some to the pools. */
    private long alive() {
        System.gc();
        return MEMORY.getHeapMemoryUsage().getUsed() + allocator.metric().usedDirectMemory();
    }

    Result measure(Runnable exchange) {
        // what the first one leaves to be cleaned is gone after the second
        alive();
        atFirst.set(alive());
        most.set(0);
        long allocated = allocated();
        long start = System.nanoTime();
        exchange.run();
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return new Result(most.get(), allocated() - allocated, time);
    }

    private static long allocated() {
        long[] ids = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("reactor-http")
                        || thread.getName().startsWith("parallel"))
                .mapToLong(Thread::getId)
                .toArray();
        return Arrays.stream(THREADS.getThreadAllocatedBytes(ids)).sum();
    }
}

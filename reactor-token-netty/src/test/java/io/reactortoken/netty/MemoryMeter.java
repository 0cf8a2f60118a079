package io.reactortoken.netty;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import reactor.netty.http.client.HttpClient;

/**
 * What a client takes: bytes that its event loops and timers allocate on the heap, garbage included, and the most bytes
 * in buffers beside the heap. Exact counters of the JDK and of an allocator of its own, so that neither a collection nor
 * another test changes them.
 */
final class MemoryMeter {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Without the leak detector, whose records are larger than what they record. */
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);

    private final AtomicLong mostDirect = new AtomicLong();

    record Result(long heap, long direct, Duration time) {
        long bytes() {
            return heap + direct;
        }

        @Override
        public String toString() {
            return (heap >> 10) + " KiB allocated on the heap, at most " + (direct >> 10) + " KiB beside it, "
                    + time.toMillis() + " ms";
        }
    }

    HttpClient watched(HttpClient client) {
        return client.option(ChannelOption.ALLOCATOR, allocator)
                .doOnChannelInit((observer, channel, address) -> watch(channel));
    }

    private void watch(Channel channel) {
        channel.pipeline().addFirst("memory-meter", new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                ByteBufAllocatorMetric metric = allocator.metric();
                mostDirect.accumulateAndGet(metric.usedDirectMemory(), Math::max);
                context.fireChannelRead(message);
            }
        });
    }

    Result measure(Runnable exchange) {
        mostDirect.set(0);
        long heap = allocated();
        long start = System.nanoTime();
        exchange.run();
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return new Result(allocated() - heap, mostDirect.get(), time);
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

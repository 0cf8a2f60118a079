package io.reactortoken.chaos.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on loopback, with one server behind it and at most one fault at a time. What it breaks stays broken until
 * the fault is over, and is reset then.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int CONNECT_MILLIS = 1_000;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("fault-proxy", true), NioIoHandler.newFactory());
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final Map<FaultKind, AtomicLong> struck = new EnumMap<>(FaultKind.class);
    private final Channel listener;

    @Nullable
    private volatile Fault fault;

    private volatile int backend;

    private FaultProxy() {
        for (FaultKind kind : FaultKind.values()) {
            struck.put(kind, new AtomicLong());
        }
        listener = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        accept(client);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    /** {@return a proxy without a server: what connects is reset} */
    public static FaultProxy start() {
        return new FaultProxy();
    }

    /** Sends new connections to this port of loopback. */
    public void backend(int port) {
        backend = port;
    }

    /** {@return where clients connect to} */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Switches a fault on, in place of the one before. */
    public void begin(Fault next) {
        fault = next;
    }

    /** Switches the fault off. What it held back goes on, what it broke is reset. */
    public void end() {
        fault = null;
        loops.next().submit(() -> links.forEach(Link::faultIsOver)).syncUninterruptibly();
    }

    @Nullable
    Fault fault() {
        return fault;
    }

    /** {@return how many connections a kind of fault has struck} */
    public long struck(FaultKind kind) {
        return count(kind).get();
    }

    void counts(FaultKind kind) {
        count(kind).incrementAndGet();
    }

    private AtomicLong count(FaultKind kind) {
        return struck.getOrDefault(kind, new AtomicLong());
    }

    /** {@return how many connections are open} */
    public int open() {
        return links.size();
    }

    private void accept(Channel client) {
        Link link = new Link(this, accepted.incrementAndGet(), client);
        links.add(link);
        client.closeFuture().addListener(closed -> links.remove(link));
        client.pipeline().addLast(link.up);
        ChannelFuture connecting = new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(link.down)
                .connect(InetAddress.getLoopbackAddress(), backend);
        link.connected(connecting.channel());
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                client.config().setAutoRead(true);
                connecting.channel().config().setAutoRead(true);
            } else {
                link.reset();
            }
        });
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        loops.next().submit(() -> links.forEach(Link::reset)).syncUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}

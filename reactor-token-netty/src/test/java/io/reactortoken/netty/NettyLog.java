package io.reactortoken.netty;

import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What Netty's loggers print that are asked for meanwhile, at every level. */
final class NettyLog extends InternalLoggerFactory implements AutoCloseable {

    private final InternalLoggerFactory before = InternalLoggerFactory.getDefaultFactory();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    /** Some who ask keep their logger for ever. */
    private volatile boolean open = true;

    private NettyLog() {}

    static NettyLog record() {
        NettyLog log = new NettyLog();
        InternalLoggerFactory.setDefaultFactory(log);
        return log;
    }

    String text() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        open = false;
        InternalLoggerFactory.setDefaultFactory(before);
    }

    @Override
    protected InternalLogger newInstance(String name) {
        return (InternalLogger) Proxy.newProxyInstance(
                InternalLogger.class.getClassLoader(),
                new Class<?>[] {InternalLogger.class},
                (proxy, method, values) -> {
                    if (method.getReturnType() == boolean.class) {
                        return open;
                    }
                    if (open && values != null) {
                        lines.add(Arrays.deepToString(values));
                    }
                    return method.getName().equals("name") ? name : null;
                });
    }
}

package io.reactortoken.netty;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.util.Logger;
import reactor.util.Loggers;

/** What is logged at WARN meanwhile, by logger. */
final class Warnings implements AutoCloseable {

    private final Map<String, List<String>> messages = new ConcurrentHashMap<>();

    private Warnings() {}

    static Warnings record() {
        Warnings warnings = new Warnings();
        Loggers.useCustomLoggers(warnings::logger);
        return warnings;
    }

    private Logger logger(String name) {
        List<String> mine = messages.computeIfAbsent(name, ignored -> new CopyOnWriteArrayList<>());
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("warn")) {
                        mine.add(text(arguments));
                    }
                    return method.getName().equals("getName")
                            ? name
                            : method.getReturnType() == boolean.class ? false : null;
                });
    }

    private static String text(Object[] arguments) {
        String text = String.valueOf(arguments[0]);
        if (arguments.length == 2 && arguments[1] instanceof Object[] values) {
            for (Object value : values) {
                text = text.replaceFirst("\\{}", java.util.regex.Matcher.quoteReplacement(String.valueOf(value)));
            }
        }
        return text;
    }

    List<String> of(Class<?> logger) {
        return messages.getOrDefault(logger.getName(), List.of());
    }

    @Override
    public void close() {
        Loggers.resetLoggerFactory();
    }
}

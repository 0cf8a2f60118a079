package io.reactortoken.secrets.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that anybody logs meanwhile. */
public final class Logs implements AutoCloseable {

    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final Logger root;
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    };

    private Logs(Level level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        appender.setContext(context);
        appender.start();
        root.setLevel(level);
        root.addAppender(appender);
    }

    /** Collects every event of every logger, down to TRACE. */
    public static Logs everything() {
        return new Logs(Level.TRACE);
    }

    /** Collects what somebody should act on. */
    public static Logs warnings() {
        return new Logs(Level.WARN);
    }

    /** {@return the names of the loggers that showed some of a canary} */
    public List<String> leaking(String... canaries) {
        return events.stream()
                .filter(event -> !Leaks.leaking(texts(event), canaries).isEmpty())
                .map(ILoggingEvent::getLoggerName)
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> texts(ILoggingEvent event) {
        List<String> texts = new ArrayList<>();
        texts.add(event.getFormattedMessage());
        texts.add(event.getThreadName());
        texts.add(event.getMDCPropertyMap().toString());
        if (event.getThrowableProxy() != null) {
            texts.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return texts;
    }

    /** {@return what one logger logged} */
    public List<String> of(Class<?> logger) {
        return events.stream()
                .filter(event -> event.getLoggerName().equals(logger.getName()))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** {@return how much was logged} */
    public int size() {
        return events.size();
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        root.setLevel(Level.OFF);
        appender.stop();
    }
}

package io.reactortoken.chaos;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/** Looks at every log line: for secrets and tokens, and for what Netty's leak detector says. */
final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final String LEAK = "LEAK:";
    private static final int SHOWN = 300;

    private final Violations violations;
    private final Logger root;
    private volatile long lines;

    private LogWatch(Violations violations, LoggerContext context) {
        this.violations = violations;
        this.root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        setContext(context);
    }

    static LogWatch start(Violations violations) {
        LogWatch watch = new LogWatch(violations, (LoggerContext) LoggerFactory.getILoggerFactory());
        watch.start();
        watch.root.addAppender(watch);
        return watch;
    }

    /** Called by one thread at a time. */
    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate")
    protected void append(ILoggingEvent event) {
        lines++;
        look(event.getLoggerName(), event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            look(event.getLoggerName(), ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    }

    private void look(String logger, String text) {
        if (Marked.isIn(text)) {
            violations.add(Invariant.SILENT_LOG, logger + ": " + cut(text));
        }
        if (text.startsWith(LEAK)) {
            violations.add(Invariant.BUFFERS, cut(text));
        }
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(SHOWN, text.length()));
    }

    long lines() {
        return lines;
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
    }
}

package io.reactortoken.leaks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/** The root logger of logback. */
final class Logback {

    private Logback() {}

    static boolean isThere() {
        try {
            Class.forName("ch.qos.logback.classic.LoggerContext");
            return Root.isBound();
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    static void listen(boolean everything) {
        Root.listen(everything);
    }

    /** Loaded only where its types are. */
    private static final class Root {

        private static final Tap TAP = new Tap();

        private Root() {}

        static boolean isBound() {
            return LoggerFactory.getILoggerFactory() instanceof LoggerContext;
        }

        static void listen(boolean everything) {
            LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
            Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            root.detachAppender(TAP);
            if (everything) {
                TAP.setContext(context);
                TAP.start();
                root.addAppender(TAP);
            }
            root.setLevel(everything ? Level.TRACE : Level.OFF);
        }
    }

    private static final class Tap extends AppenderBase<ILoggingEvent> {

        @Override
        protected void append(ILoggingEvent event) {
            String where = "logger " + event.getLoggerName();
            Watch.shown(where, event.getFormattedMessage());
            Watch.shown(where, String.valueOf(event.getMDCPropertyMap()));
            if (event.getThrowableProxy() != null) {
                Watch.shown(where, ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
    }
}

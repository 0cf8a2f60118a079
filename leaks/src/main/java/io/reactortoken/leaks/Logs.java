package io.reactortoken.leaks;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Every logger at TRACE, of java.util.logging and, where it is on the class path, of logback. */
final class Logs {

    private static final Logger ROOT = Logger.getLogger("");
    private static final Tap TAP = new Tap();
    private static final boolean LOGBACK = Logback.isThere();

    private Logs() {}

    /** Listens to everything, or to nothing. */
    static void listen(boolean everything) {
        ROOT.removeHandler(TAP);
        if (everything) {
            ROOT.addHandler(TAP);
        }
        ROOT.setLevel(everything ? Level.ALL : Level.INFO);
        if (LOGBACK) {
            Logback.listen(everything);
        }
    }

    private static final class Tap extends Handler {

        @Override
        public void publish(LogRecord event) {
            Watch.shown("logger " + event.getLoggerName(), text(event));
            @Nullable Throwable thrown = event.getThrown();
            if (thrown != null) {
                Printed.plainly(thrown).forEach(text -> Watch.shown("logger " + event.getLoggerName(), text));
            }
        }

        private static String text(LogRecord event) {
            @Nullable Object @Nullable [] parameters = event.getParameters();
            String message = String.valueOf(event.getMessage());
            if (parameters == null || parameters.length == 0) {
                return message;
            }
            StringBuilder all = new StringBuilder(message);
            for (Object parameter : parameters) {
                all.append(' ').append(parameter);
            }
            return all.toString();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

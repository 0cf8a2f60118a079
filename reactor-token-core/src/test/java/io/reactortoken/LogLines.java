package io.reactortoken;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import reactor.util.Logger;
import reactor.util.Loggers;

/** What is logged by the loggers that are asked for while it is open: level and line. */
public final class LogLines implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private LogLines() {
        Loggers.useCustomLoggers(name -> new Recorder(name, lines));
        lines.clear(); // Reactor remarks on the change
    }

    /** Starts to listen. */
    public static LogLines listen() {
        return new LogLines();
    }

    /** The lines of one level, for instance {@code WARN}. */
    public List<String> of(String level) {
        return lines.stream().filter(line -> line.startsWith(level + " ")).toList();
    }

    /** Every line. */
    public List<String> all() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        Loggers.resetLoggerFactory();
    }

    private record Recorder(String name, List<String> lines) implements Logger {

        private void line(String level, String format, @Nullable Object @Nullable ... arguments) {
            String text = format;
            for (Object argument : arguments == null ? new Object[0] : arguments) {
                int hole = text.indexOf("{}");
                text = hole < 0 ? text : text.substring(0, hole) + argument + text.substring(hole + 2);
            }
            lines.add(level + " " + text);
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public void trace(String msg) {
            line("TRACE", msg);
        }

        @Override
        public void trace(String format, @Nullable Object @Nullable ... arguments) {
            line("TRACE", format, arguments);
        }

        @Override
        public void trace(String msg, Throwable t) {
            line("TRACE", msg + " " + t);
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public void debug(String msg) {
            line("DEBUG", msg);
        }

        @Override
        public void debug(String format, @Nullable Object @Nullable ... arguments) {
            line("DEBUG", format, arguments);
        }

        @Override
        public void debug(String msg, Throwable t) {
            line("DEBUG", msg + " " + t);
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public void info(String msg) {
            line("INFO", msg);
        }

        @Override
        public void info(String format, @Nullable Object @Nullable ... arguments) {
            line("INFO", format, arguments);
        }

        @Override
        public void info(String msg, Throwable t) {
            line("INFO", msg + " " + t);
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public void warn(String msg) {
            line("WARN", msg);
        }

        @Override
        public void warn(String format, @Nullable Object @Nullable ... arguments) {
            line("WARN", format, arguments);
        }

        @Override
        public void warn(String msg, Throwable t) {
            line("WARN", msg + " " + t);
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        public void error(String msg) {
            line("ERROR", msg);
        }

        @Override
        public void error(String format, @Nullable Object @Nullable ... arguments) {
            line("ERROR", format, arguments);
        }

        @Override
        public void error(String msg, Throwable t) {
            line("ERROR", msg + " " + t);
        }
    }
}

package io.reactortoken;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.Loggers;

/** Runs a program with classes of ours and of Reactor's that are loaded anew: they log by the JDK, at DEBUG. */
public final class Isolated {

    private Isolated() {}

    /**
     * Runs a program.
     *
     * @param program has a constructor without arguments; what it throws is thrown
     * @param lines gets each line that this library logs, on the logging thread; may throw
     */
    public static void run(Class<? extends Runnable> program, Consumer<LogRecord> lines) throws Exception {
        Logger logger = Logger.getLogger("io.reactortoken");
        Level before = logger.getLevel();
        boolean parents = logger.getUseParentHandlers();
        Handler handler = new Passing(lines);
        logger.setLevel(Level.FINE);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        try (URLClassLoader alone = loader()) {
            alone.loadClass(Loggers.class.getName()).getMethod("useJdkLoggers").invoke(null);
            var constructor = alone.loadClass(program.getName()).getDeclaredConstructor();
            constructor.setAccessible(true);
            ((Runnable) constructor.newInstance()).run();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(parents);
            logger.setLevel(before);
        }
    }

    static URLClassLoader loader() {
        List<URL> places = new ArrayList<>();
        for (Class<?> wanted : new Class<?>[] {
            Mono.class, Publisher.class, VirtualTimeScheduler.class, TokenSource.class, Isolated.class
        }) {
            places.add(wanted.getProtectionDomain().getCodeSource().getLocation());
        }
        return new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static final class Passing extends Handler {

        private final Consumer<LogRecord> lines;

        Passing(Consumer<LogRecord> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord line) {
            lines.accept(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

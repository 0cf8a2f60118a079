package io.reactortoken.chaos;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import reactor.core.scheduler.Schedulers;

/** The timers that wait in Reactor's shared schedulers: those of the library, of retries, of deadlines. */
final class Timers implements AutoCloseable {

    private static final String KEY = Timers.class.getName();

    private final Queue<ScheduledThreadPoolExecutor> executors = new ConcurrentLinkedQueue<>();

    private Timers() {}

    /** Begins with new schedulers: of those that are there already, nothing is known. */
    static Timers watch() {
        Timers timers = new Timers();
        Schedulers.addExecutorServiceDecorator(KEY, (scheduler, executor) -> timers.add(executor));
        Schedulers.shutdownNow();
        return timers;
    }

    private ScheduledExecutorService add(ScheduledExecutorService executor) {
        if (executor instanceof ScheduledThreadPoolExecutor pool) {
            executors.add(pool);
        }
        return executor;
    }

    int count() {
        executors.removeIf(ScheduledThreadPoolExecutor::isShutdown);
        return executors.stream().mapToInt(pool -> pool.getQueue().size()).sum();
    }

    @Override
    public void close() {
        Schedulers.removeExecutorServiceDecorator(KEY);
    }
}

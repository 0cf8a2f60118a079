package io.reactortoken;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A scheduler without a clock: what is scheduled waits for an actor to fire it, and is counted until it is disposed. */
final class RacedTimers implements Scheduler {

    private final AtomicInteger live = new AtomicInteger();
    private volatile @Nullable Timer last;

    @Override
    public Disposable schedule(Runnable task) {
        return Schedulers.immediate().schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        live.incrementAndGet();
        Timer timer = new Timer(task);
        last = timer;
        return timer;
    }

    @Override
    public Worker createWorker() {
        return Schedulers.immediate().createWorker();
    }

    /** Runs what was scheduled last, unless it was disposed. */
    void fire() {
        Timer timer = last;
        if (timer != null && !timer.isDisposed()) {
            timer.task.run();
        }
    }

    String left() {
        return live.get() == 0 ? "no timer" : live + " timers";
    }

    private final class Timer implements Disposable {

        final Runnable task;
        private final AtomicBoolean disposed = new AtomicBoolean();

        Timer(Runnable task) {
            this.task = task;
        }

        @Override
        public boolean isDisposed() {
            return disposed.get();
        }

        @Override
        public void dispose() {
            if (disposed.compareAndSet(false, true)) {
                live.decrementAndGet();
            }
        }
    }
}

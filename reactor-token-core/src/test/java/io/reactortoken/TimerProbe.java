package io.reactortoken;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** A scheduler that counts the timers which are set, and loses those that it is told to lose. */
final class TimerProbe implements Scheduler {

    private final Scheduler scheduler;
    private final Set<Timer> pending = ConcurrentHashMap.newKeySet();
    private final AtomicInteger most = new AtomicInteger();

    private volatile LongPredicate lost = nanos -> false;

    TimerProbe(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** From now on a timer of so many nanoseconds never fires. */
    void lose(LongPredicate nanos) {
        lost = nanos;
    }

    /** Timers that were neither run nor disposed, the lost ones included. */
    int pending() {
        return pending.size();
    }

    /** The most that there ever were at one time. */
    int most() {
        return most.get();
    }

    @Override
    public Disposable schedule(Runnable task) {
        return scheduler.schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        Timer timer = new Timer(this, task);
        pending.add(timer);
        most.accumulateAndGet(pending.size(), Math::max);
        if (!lost.test(unit.toNanos(delay))) {
            timer.scheduled = scheduler.schedule(timer, delay, unit);
        }
        return timer;
    }

    @Override
    public Worker createWorker() {
        return scheduler.createWorker();
    }

    private static final class Timer implements Runnable, Disposable {

        private final TimerProbe probe;
        private final Runnable task;
        private final AtomicBoolean over = new AtomicBoolean();

        private volatile Disposable scheduled = () -> {};

        Timer(TimerProbe probe, Runnable task) {
            this.probe = probe;
            this.task = task;
        }

        @Override
        public void run() {
            if (end()) {
                task.run();
            }
        }

        @Override
        public void dispose() {
            if (end()) {
                scheduled.dispose();
            }
        }

        private boolean end() {
            probe.pending.remove(this);
            return over.compareAndSet(false, true);
        }

        @Override
        public boolean isDisposed() {
            return over.get();
        }
    }
}

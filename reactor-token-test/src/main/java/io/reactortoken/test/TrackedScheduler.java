package io.reactortoken.test;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * A virtual scheduler that knows which of its tasks have neither run nor been disposed, and that survives a task which
 * throws, as real schedulers do.
 */
final class TrackedScheduler implements Scheduler {

    private final VirtualTimeScheduler virtual;
    private final Set<Task> pending = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();

    TrackedScheduler(VirtualTimeScheduler virtual) {
        this.virtual = virtual;
    }

    /** What waits, the next one first. */
    List<String> pending() {
        long now = now(TimeUnit.NANOSECONDS);
        return pending.stream()
                .sorted(Comparator.comparingLong(task -> task.dueNanos))
                .map(task -> task.name() + ", due in " + Duration.ofNanos(task.dueNanos - now))
                .toList();
    }

    /** What a task has thrown, once. */
    @Nullable
    Throwable pollThrown() {
        return thrown.poll();
    }

    @Override
    public Disposable schedule(Runnable task) {
        return add(task, 0, false, pending).by(virtual::schedule);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return add(task, unit.toNanos(delay), false, pending).by(each -> virtual.schedule(each, delay, unit));
    }

    @Override
    public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
        return add(task, unit.toNanos(initialDelay), true, pending)
                .by(each -> virtual.schedulePeriodically(each, initialDelay, period, unit));
    }

    private Task add(Runnable body, long delayNanos, boolean repeats, Collection<Task> owner) {
        Task task = new Task(body, now(TimeUnit.NANOSECONDS) + delayNanos, repeats, owner);
        owner.add(task);
        pending.add(task);
        return task;
    }

    @Override
    public Worker createWorker() {
        return new TrackedWorker(virtual.createWorker());
    }

    @Override
    public long now(TimeUnit unit) {
        return virtual.now(unit);
    }

    @Override
    public void dispose() {
        pending.clear();
        virtual.dispose();
    }

    @Override
    public boolean isDisposed() {
        return virtual.isDisposed();
    }

    @Override
    public String toString() {
        return "TestTime.scheduler()";
    }

    /** How a task is handed to the virtual scheduler. */
    private interface Handing {
        Disposable schedule(Runnable task);
    }

    private final class Task implements Runnable, Disposable {
        private final Runnable body;
        private final long dueNanos;
        private final boolean repeats;
        private final Collection<Task> owner;
        private final Disposable.Swap handle = Disposables.swap();

        Task(Runnable body, long dueNanos, boolean repeats, Collection<Task> owner) {
            this.body = body;
            this.dueNanos = dueNanos;
            this.repeats = repeats;
            this.owner = owner;
        }

        Disposable by(Handing handing) {
            try {
                handle.update(handing.schedule(this));
            } catch (RuntimeException rejected) {
                forget();
                throw rejected;
            }
            return this;
        }

        String name() {
            String name = body.getClass().getName();
            int lambda = name.indexOf("$$Lambda");
            return lambda < 0 ? name : name.substring(0, lambda) + " (a lambda)";
        }

        private void forget() {
            pending.remove(this);
            owner.remove(this);
        }

        @Override
        public void run() {
            if (!repeats) {
                forget();
            }
            try {
                body.run();
            } catch (Throwable broken) {
                thrown.add(broken);
            }
        }

        @Override
        public void dispose() {
            forget();
            handle.dispose();
        }

        @Override
        public boolean isDisposed() {
            return !pending.contains(this);
        }
    }

    private final class TrackedWorker implements Worker {
        private final Worker worker;
        private final Set<Task> own = ConcurrentHashMap.newKeySet();

        TrackedWorker(Worker worker) {
            this.worker = worker;
        }

        @Override
        public Disposable schedule(Runnable task) {
            return add(task, 0, false, own).by(worker::schedule);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return add(task, unit.toNanos(delay), false, own).by(each -> worker.schedule(each, delay, unit));
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
            return add(task, unit.toNanos(initialDelay), true, own)
                    .by(each -> worker.schedulePeriodically(each, initialDelay, period, unit));
        }

        @Override
        public void dispose() {
            worker.dispose();
            own.forEach(Task::dispose);
        }

        @Override
        public boolean isDisposed() {
            return worker.isDisposed();
        }
    }
}

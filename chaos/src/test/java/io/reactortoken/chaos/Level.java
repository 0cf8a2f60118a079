package io.reactortoken.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the process holds when nobody calls.
 *
 * @param threads alive
 * @param timers of Reactor's schedulers
 * @param files open descriptors; zero where {@code /proc} does not tell
 * @param heap bytes in use after a collection
 */
record Level(int threads, int timers, int files, long heap) {

    /** Reactor's pool for what blocks: it has a bound of its own, and gives idle threads up after a minute. */
    private static final String ELASTIC = "boundedElastic-";

    /** What Tomcat, the JDK and the pools of schedulers do on their own. A leak per call, or per fault, is far more. */
    private static final int FEW_THREADS = 6;

    private static final int FEW_TIMERS = 4;
    private static final int FEW_FILES = 8;
    private static final long LITTLE_HEAP = 4L << 20;

    static Level now(Timers timers) {
        return new Level(livingThreads(), timers.count(), openFiles(), usedHeap());
    }

    private static int livingThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith(ELASTIC))
                .count();
    }

    private static int openFiles() {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(descriptors)) {
            return (int) all.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Notes what there is more of than before. */
    void compare(Level before, boolean withHeap, Violations violations) {
        if (threads > before.threads + FEW_THREADS) {
            violations.add(Invariant.THREADS, threads + " after " + before.threads);
        }
        if (timers > before.timers + FEW_TIMERS) {
            violations.add(Invariant.TIMERS, timers + " after " + before.timers);
        }
        if (files > before.files + FEW_FILES) {
            violations.add(Invariant.FILES, files + " after " + before.files);
        }
        if (withHeap && heap > before.heap + before.heap / 10 + LITTLE_HEAP) {
            violations.add(Invariant.HEAP, heap + " bytes after " + before.heap);
        }
    }
}

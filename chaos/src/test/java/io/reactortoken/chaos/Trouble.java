package io.reactortoken.chaos;

import java.time.Duration;

/** When something was wrong on the way to a server, or with the server. What is wrong may overlap. */
final class Trouble {

    private int on;
    private long began;
    private long ended = System.nanoTime() - Duration.ofHours(1).toNanos();
    private long windows;
    private long nanos;

    /** How much trouble there has been. */
    record Sum(long windows, Duration time) {}

    synchronized void begin() {
        if (on++ == 0) {
            began = System.nanoTime();
            windows++;
        }
    }

    synchronized void end() {
        if (--on == 0) {
            ended = System.nanoTime();
            nanos += ended - began;
        }
    }

    /** Tells whether there is trouble, or was after that moment, or so long before it. */
    synchronized boolean since(long start, Duration before) {
        return on > 0 || ended + before.toNanos() - start > 0;
    }

    /** There has been trouble for so long, and it is over: known only now. */
    synchronized void was(Duration length) {
        windows++;
        nanos += length.toNanos();
        ended = System.nanoTime();
    }

    synchronized Sum sum() {
        long running = on > 0 ? System.nanoTime() - began : 0;
        return new Sum(windows, Duration.ofNanos(nanos + running));
    }
}

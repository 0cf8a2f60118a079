package io.reactortoken.examples.demo;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Ctrl-C: whoever waits stops waiting, and the program ends when everything is closed. */
final class Stop {

    private static final long PATIENCE_SECONDS = 15;

    private final Sinks.Empty<Void> asked = Sinks.empty();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Asks to stop when the JVM is told to end, and keeps it from ending before {@link #closed()}. */
    Stop onExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::exit, "stop"));
        return this;
    }

    private void exit() {
        asked.tryEmitError(new CancellationException("stopped"));
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The servers did not stop in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Never signals, but a {@link CancellationException} when it is time to stop. */
    Mono<Void> asked() {
        return asked.asMono();
    }

    void closed() {
        closed.countDown();
    }
}

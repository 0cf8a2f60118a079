package io.reactortoken;

import java.util.ArrayList;
import java.util.List;

/** The model's flight: the attempts of one fetch, and who waits for it. */
final class ModelFetch {

    final List<ModelObserver> waiting = new ArrayList<>();
    final long epoch;
    final Moment deadline;
    Moment sent;
    int attempts;
    boolean runs;
    long nextAt;

    ModelFetch(long epoch, Moment now, Moment deadline) {
        this.epoch = epoch;
        this.sent = now;
        this.deadline = deadline;
        this.nextAt = now.elapsedNanos();
    }

    boolean isAwaited() {
        return waiting.stream().anyMatch(observer -> !observer.isCancelled());
    }
}

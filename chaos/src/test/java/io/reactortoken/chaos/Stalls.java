package io.reactortoken.chaos;

import io.reactortoken.chaos.Counters.Count;
import java.time.Duration;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Notices when the machine has no time for this process: then everything is late, and nobody is to blame. */
final class Stalls {

    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration STALL = Duration.ofMillis(500);

    private final World.Air air;
    private long before = System.nanoTime();

    private Stalls(World.Air air) {
        this.air = air;
    }

    static Disposable watch(World.Air air) {
        Stalls stalls = new Stalls(air);
        return Flux.interval(TICK).onBackpressureDrop().subscribe(tick -> stalls.look());
    }

    private void look() {
        long now = System.nanoTime();
        Duration gap = Duration.ofNanos(now - before);
        before = now;
        if (gap.compareTo(STALL) > 0) {
            air.observed().counters().add(Count.STALLS);
            air.serverTrouble().was(gap);
            air.apiTrouble().was(gap);
        }
    }
}

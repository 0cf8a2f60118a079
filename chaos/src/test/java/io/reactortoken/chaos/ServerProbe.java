package io.reactortoken.chaos;

import io.reactortoken.chaos.Counters.Count;
import java.time.Duration;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks the authorization server each second, past the proxy: a server that has no time for it is in trouble. */
final class ServerProbe {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration WELL = Duration.ofSeconds(1);

    private final World world;
    private boolean slow;

    private ServerProbe(World world) {
        this.world = world;
    }

    static Disposable watch(World world) {
        ServerProbe probe = new ServerProbe(world);
        return Flux.interval(PERIOD)
                .onBackpressureDrop()
                .concatMap(tick -> probe.ask(), 1)
                .doFinally(end -> probe.told(true))
                .subscribe();
    }

    private Mono<Void> ask() {
        return world.probe()
                .timeout(WELL)
                .map(token -> true)
                .onErrorReturn(false)
                .doOnNext(this::told)
                .then();
    }

    private synchronized void told(boolean well) {
        if (slow == well) {
            slow = !well;
            if (slow) {
                world.air.observed().counters().add(Count.SLOW_SERVER);
                world.air.serverTrouble().begin();
            } else {
                world.air.serverTrouble().end();
            }
        }
    }
}

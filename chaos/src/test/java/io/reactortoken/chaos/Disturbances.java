package io.reactortoken.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The schedule of everything that goes wrong. The same seed draws the same steps, in the same order, for as long. */
final class Disturbances {

    private final List<Supplier<Step>> lanes;

    Disturbances(World world, Pace pace, long seed) {
        Random seeds = new Random(seed);
        NetworkFaults toServer = new NetworkFaults(world.toServer, world.air.serverTrouble(), pace, seeds.nextLong());
        NetworkFaults toApi = new NetworkFaults(world.toApi, world.air.pathTrouble(), pace, seeds.nextLong());
        Operations operations = new Operations(world, pace, seeds.nextLong());
        this.lanes = List.of(
                toServer::next,
                toApi::next,
                operations::next,
                () -> Step.of(pace.operation().dividedBy(2), world.sources::nextTenant));
    }

    /** Begins no step when the time is over, and completes when the last ones have ended. */
    Mono<Void> play(Duration time) {
        return Flux.fromIterable(lanes)
                .flatMap(lane -> play(lane, System.nanoTime() + time.toNanos()), lanes.size())
                .then();
    }

    private static Mono<Void> play(Supplier<Step> lane, long until) {
        return Mono.defer(() -> lane.get().play())
                .repeat(() -> System.nanoTime() - until < 0)
                .then();
    }
}

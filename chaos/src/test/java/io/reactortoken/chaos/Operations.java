package io.reactortoken.chaos;

import io.reactortoken.chaos.Counters.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What people do to a system that runs: secrets, keys, tokens, servers, clocks, tenants. One after the other. */
final class Operations {

    /** A younger token is not replaced (ForcedRefreshPolicy: a tenth of its life); with room for slow answers. */
    private static final Duration REPLACEABLE = Timing.LIFETIME.dividedBy(10).plusMillis(500);
    /** After half a token's life without one, a revocation is the first of a row again. */
    private static final Duration BETWEEN_REVOCATIONS =
            Timing.LIFETIME.dividedBy(2).plusSeconds(1);

    private static final List<Duration> OFFSETS = List.of(
            Duration.ZERO,
            Duration.ofMinutes(2),
            Duration.ofMinutes(-2),
            Duration.ofMillis(1500),
            Duration.ofMillis(-1500));

    private final World world;
    private final Sources sources;
    private final Counters counters;
    private final Pace pace;
    private final Random random;
    private final Deck<Operation> deck;
    private final Map<String, Long> revokedAt = new HashMap<>();

    /** A sort of step. */
    private interface Operation {
        Step after(Duration calm);
    }

    Operations(World world, Pace pace, long seed) {
        this.world = world;
        this.sources = world.sources;
        this.counters = world.air.observed().counters();
        this.pace = pace;
        this.random = new Random(seed);
        List<Operation> operations = new ArrayList<>(List.of(
                calm -> rotation(calm, sources.basicSecret),
                calm -> rotation(calm, sources.postSecret),
                calm -> hastyRotation(calm, sources.basicSecret),
                this::keyRotation,
                this::apiRestart));
        if (pace.restarts()) {
            operations.add(this::serverRestart);
        }
        for (int i = 0; i < 3; i++) {
            operations.addAll(List.of(this::revocation, this::clockJump, this::forgottenTenant));
        }
        this.deck = new Deck<>(operations, random);
    }

    Step next() {
        Duration calm = pace.between(
                random, pace.operation().dividedBy(2), pace.operation().multipliedBy(2));
        return deck.draw().after(calm);
    }

    private Step rotation(Duration calm, RotatingSecret secret) {
        return counted(Count.SECRET_ROTATIONS, Step.of(calm, secret::rotate));
    }

    /** The client learns of its new secret a while after the server. */
    private Step hastyRotation(Duration calm, RotatingSecret secret) {
        Runnable[] tellTheClient = {() -> {}};
        return counted(
                Count.HASTY_ROTATIONS,
                new Step(
                        calm,
                        () -> {
                            world.air.serverTrouble().begin();
                            tellTheClient[0] = secret.rotateAtTheServer();
                        },
                        pace.fault(),
                        () -> {
                            tellTheClient[0].run();
                            world.air.serverTrouble().end();
                        }));
    }

    private Step keyRotation(Duration calm) {
        return counted(Count.KEY_ROTATIONS, Step.of(calm, sources.keys::rotate));
    }

    private Step apiRestart(Duration calm) {
        return counted(
                Count.API_RESTARTS,
                new Step(
                        calm,
                        () -> {
                            world.air.apiTrouble().begin();
                            world.servers.api().stop();
                        },
                        pace.fault(),
                        () -> {
                            world.startApi();
                            world.air.apiTrouble().end();
                        }));
    }

    /** The first answers of a server that has just started are slow. */
    private Step serverRestart(Duration calm) {
        return counted(
                Count.SERVER_RESTARTS,
                new Step(
                        calm,
                        () -> {
                            world.air.serverTrouble().begin();
                            world.restartServer();
                        },
                        pace.fault(),
                        () -> world.air.serverTrouble().end()));
    }

    private Step revocation(Duration calm) {
        List<String> clients = sources.clients();
        String client = clients.get(random.nextInt(clients.size()));
        return Step.of(calm, () -> {
            long now = System.nanoTime();
            Long before = revokedAt.get(client);
            if (before == null || now - before > BETWEEN_REVOCATIONS.toNanos()) {
                sources.revoke(client, REPLACEABLE);
                revokedAt.put(client, now);
            }
        });
    }

    private Step clockJump(Duration calm) {
        Duration offset = OFFSETS.get(random.nextInt(OFFSETS.size()));
        return counted(Count.CLOCK_JUMPS, Step.of(calm, () -> world.air.clock().set(offset)));
    }

    private Step forgottenTenant(Duration calm) {
        long which = random.nextInt(100);
        return Step.of(calm, () -> sources.forget(sources.tenantOf(which)));
    }

    private Step counted(Count count, Step step) {
        return new Step(
                step.after(),
                () -> {
                    counters.add(count);
                    step.begin().run();
                },
                step.lasts(),
                step.end());
    }
}

package io.reactortoken.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

/** A run from start to end: load and disturbances in parts, and between them pauses in which everything must be idle. */
final class ChaosRun {

    private static final Duration TICK = Duration.ofMillis(100);
    /** Longer than a call, and an idle connection, may take to end. */
    private static final Duration PAUSE = Duration.ofSeconds(90);
    /** Beyond the plan: steps that still run, and the servers' starts. */
    private static final Duration SLACK = Duration.ofMinutes(2);

    private final Plan plan;
    private final Observed observed = Observed.create();
    private final List<Level> levels = new ArrayList<>();

    ChaosRun(Plan plan) {
        this.plan = plan;
    }

    /** {@return what happened} */
    Summary play() {
        System.out.println("chaos: seed " + plan.seed() + ", " + plan.time().toSeconds() + " s (-Dchaos.seed="
                + plan.seed() + " repeats the schedule)");
        try (Timers timers = Timers.watch();
                LogWatch log = LogWatch.start(observed.violations());
                World world = new World(observed)) {
            Disturbances disturbances = new Disturbances(world, plan.pace(), plan.seed());
            Load load = new Load(
                    Lane.all(world), world.sources, new CallJudge(world.air), observed.counters(), Timing.CALL_LIMIT);
            for (Duration part : plan.parts()) {
                play(part, load, disturbances, world);
                pause(world, load, timers);
            }
            compare();
            return new Summary(plan, observed, levels, log.lines(), Struck.by(world));
        }
    }

    private void play(Duration part, Load load, Disturbances disturbances, World world) {
        Disposable running = Disposables.composite(load.start(), Stalls.watch(world.air), ServerProbe.watch(world));
        try {
            disturbances.play(part).block(part.plus(SLACK));
        } finally {
            running.dispose();
        }
    }

    private void pause(World world, Load load, Timers timers) {
        await(() -> load.open() == 0, Invariant.CALL_ENDS, () -> load.open() + " calls are open");
        await(
                () -> world.connections() == 0 && !world.sources.isBusy(),
                Invariant.CONNECTIONS,
                world::connectionsByPlace);
        world.sources.forgetTenants();
        levels.add(Level.now(timers));
    }

    private void await(
            java.util.function.BooleanSupplier idle, Invariant otherwise, java.util.function.Supplier<String> what) {
        Boolean came = Flux.interval(Duration.ZERO, TICK)
                .map(tick -> idle.getAsBoolean())
                .filter(Boolean::booleanValue)
                .next()
                .timeout(PAUSE)
                .onErrorReturn(false)
                .block();
        if (!Boolean.TRUE.equals(came)) {
            observed.violations().add(otherwise, what.get() + " " + PAUSE.toSeconds() + " s after the last call");
        }
    }

    private void compare() {
        Level last = levels.get(levels.size() - 1);
        last.compare(levels.get(levels.size() - 2), plan.heap(), observed.violations());
    }
}

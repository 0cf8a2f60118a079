package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.MatrixCaller.Habit;
import io.reactortoken.test.DroppedSignals;
import io.reactortoken.test.TestTime;
import io.reactortoken.test.TokenOracle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Traffic on one cell: the server works, fails, and works again, and the wall clock misbehaves once in each phase. */
final class MatrixRun {

    private static final int STEPS = 50;
    private static final List<Habit> HABITS = List.of(
            Habit.ASKS, Habit.ASKS, Habit.ASKS, Habit.ASKS, Habit.ASKS_LATER, Habit.CANCELS, Habit.CANCELS_LATER);

    private final MatrixCell cell;
    private final MatrixBound bound;
    private final Random random;
    private final TestTime time = TestTime.create();
    private final MatrixServer server;
    private final CachePolicy policy;
    private final CachedTokenSource tokens;
    private final List<MatrixCaller> open = new ArrayList<>();
    private boolean anybodyWaited;

    MatrixRun(MatrixCell cell, long seed, TokenOracle oracle) {
        this.cell = cell;
        this.bound = new MatrixBound(cell);
        this.random = new Random(seed);
        this.server = new MatrixServer(cell, time, random);
        this.policy = time.policy()
                .refreshBefore(cell.refreshBefore())
                .expiryMargin(cell.expiryMargin())
                .jitter(cell.jitter())
                .random(random::nextDouble)
                .build();
        this.tokens = oracle.watch(server, time, asked -> asked.cache(policy));
    }

    void run() {
        long life = Math.max(
                cell.effectiveLifetime().toNanos(), Duration.ofSeconds(1).toNanos());
        // a source that throws is an error inside Mono.defer, which is an operator
        try (DroppedSignals dropped = DroppedSignals.record()) {
            healthy(5 * life / 2);
            failing(Math.max(3 * life / 2, Duration.ofMinutes(2).toNanos()));
            healthy(5 * life / 2);
            recovers();
            assertThat(dropped.errors()).as("dropped errors").isEmpty();
            assertThat(dropped.values()).as("dropped values").isEmpty();
        }
    }

    private void healthy(long nanos) {
        server.fails(false);
        int before = server.requests();
        long took = phase(nanos);
        assertThat((long) server.requests() - before)
                .as("requests in %s while the server works", Duration.ofNanos(took))
                .isLessThanOrEqualTo(bound.whileHealthy(took, faults()));
    }

    private void failing(long nanos) {
        server.fails(true);
        anybodyWaited = false;
        int before = server.requests();
        long took = phase(nanos);
        long most = cell.failing() == MatrixCell.Failing.NOT
                ? bound.whileHealthy(took, faults())
                : bound.whileFailing(took, faults(), anybodyWaited);
        assertThat((long) server.requests() - before)
                .as("requests in %s while the server fails", Duration.ofNanos(took))
                .isLessThanOrEqualTo(most);
    }

    private int faults() {
        return cell.fault() == MatrixCell.ClockFault.NONE ? 0 : 1;
    }

    private long phase(long nanos) {
        long start = elapsed();
        int faultAt = random.nextInt(STEPS);
        for (int step = 0; step < STEPS; step++) {
            if (step == faultAt) {
                breakTheClock(nanos);
            }
            for (int calls = random.nextInt(3); calls > 0; calls--) {
                call();
            }
            time.advance(Duration.ofNanos((long) (nanos * (0.5 + random.nextDouble()) / STEPS)));
            open.forEach(MatrixCaller::goOn);
            checkWhoWaits();
        }
        time.startWallClock();
        return elapsed() - start;
    }

    private long elapsed() {
        return time.scheduler().now(TimeUnit.NANOSECONDS);
    }

    private void breakTheClock(long phaseNanos) {
        Duration most = Duration.ofNanos(phaseNanos);
        Duration jump = most.multipliedBy(1 + random.nextInt(100)).dividedBy(random.nextBoolean() ? 50 : 2_000);
        switch (cell.fault()) {
            case SET_FORWARD -> time.jumpWallClock(jump);
            case SET_BACK -> time.jumpWallClock(jump.negated());
            case MACHINE_SLEEPS -> time.sleepMachine(jump);
            case STANDS -> time.stopWallClock();
            case NONE -> {}
        }
    }

    /** While there is a usable token nobody waits and nobody fails; while there is none, nobody gets the old one. */
    private void call() {
        boolean usable = server.hasUsableToken();
        int issued = server.issued();
        MatrixCaller caller = new MatrixCaller(HABITS.get(random.nextInt(HABITS.size())), elapsed());
        tokens.token().subscribe(caller);
        boolean asked = caller.habit == Habit.ASKS || caller.habit == Habit.CANCELS_LATER;
        if (usable && asked) {
            assertThat(caller.token)
                    .as("what a caller gets while a token is usable")
                    .isNotNull();
        }
        if (!usable && caller.token != null && server.issued() == issued && !mayBelieveTheWallClock()) {
            throw new AssertionError("a token was handed out inside its margin");
        }
        anybodyWaited |= !usable;
        if (caller.waits()) {
            open.add(caller);
        }
    }

    /** See docs/concurrency.md: a wall clock that is set back into the second of the last look, or stands in it. */
    private boolean mayBelieveTheWallClock() {
        return cell.fault() == MatrixCell.ClockFault.SET_BACK || cell.fault() == MatrixCell.ClockFault.STANDS;
    }

    private void checkWhoWaits() {
        open.removeIf(caller -> !caller.waits());
        long longest = policy.acquisitionTimeout().toNanos();
        assertThat(open)
                .as("callers that wait for longer than the acquisition timeout")
                .noneMatch(caller -> elapsed() - caller.cameAtNanos > longest);
    }

    /** When the longest hold is over, the next caller gets a token. */
    private void recovers() {
        time.advance(Duration.ofSeconds(61));
        MatrixCaller caller = new MatrixCaller(Habit.ASKS, elapsed());
        tokens.token().subscribe(caller);
        time.advance(Duration.ofSeconds(5));
        assertThat(caller.token)
                .as("what a caller gets in the end, beside %s", caller.error)
                .isNotNull();
    }
}

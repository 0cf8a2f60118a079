package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.DroppedSignals;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Random steps on a cache and on its model, which are compared after each. The seed tells all. */
final class RandomWalk {

    private static final int LOG = 40;

    private final long seed;
    private final Random random;
    private final TestTime time = TestTime.create();
    private final List<String> faults = new ArrayList<>();
    private final DroppedSignals dropped = DroppedSignals.record();
    private final List<ModelObserver> open = new ArrayList<>();
    private final Set<String> visited = new TreeSet<>();
    private final Deque<String> log = new ArrayDeque<>();
    private final ModelSource source;
    private final CachedTokenSource tokens;
    private final CacheModel model;
    private final int closesAt;

    /** A wall clock that was set forward is often found out and set back a moment later. */
    private Duration ahead = Duration.ZERO;

    private int correctsAt;
    private int steps;
    private int gets;

    RandomWalk(long seed) {
        this(seed, Integer.MAX_VALUE);
    }

    /** The source is closed at that step, and the walk goes on. */
    RandomWalk(long seed, int closesAt) {
        this.seed = seed;
        this.closesAt = closesAt;
        this.random = new Random(seed);
        this.source = new ModelSource(random, time, faults, visited);
        CachePolicy policy = policy();
        Supplier<Moment> clock = () -> Moment.of(time);
        this.model = new CacheModel(policy, clock, faults, visited);
        source.tell(model);
        this.tokens = source.cache(policy);
    }

    private CachePolicy policy() {
        double drawn = List.of(0.0, 0.5, 0.999).get(random.nextInt(3));
        boolean warm = random.nextInt(3) == 0;
        if (warm) {
            source.issueNothingBelowASecond();
        }
        CachePolicyBuilder options = random.nextInt(3) == 0 ? time.policy().resumeOn(time.scheduler()) : time.policy();
        return options.keepWarm(warm)
                .jitter(Duration.ofSeconds(random.nextInt(2) * 60L))
                .random(() -> drawn)
                .refreshBefore(Duration.ofSeconds(List.of(0, 30, 300, 1_200).get(random.nextInt(4))))
                .expiryMargin(Duration.ofSeconds(random.nextInt(2) * 30L))
                .acquisitionTimeout(Duration.ofSeconds(random.nextBoolean() ? 30 : 5))
                .build();
    }

    int requests() {
        return source.requests();
    }

    /** What has happened at least once. */
    Set<String> visited() {
        return visited;
    }

    int steps() {
        return steps;
    }

    int gets() {
        return gets;
    }

    void walk(int count) {
        walkWhile(() -> steps < count);
    }

    void walkFor(Duration duration) {
        Moment start = Moment.of(time);
        walkWhile(() -> Moment.of(time).elapsedNanos() - start.elapsedNanos() < duration.toNanos());
    }

    private void walkWhile(BooleanSupplier goesOn) {
        try (dropped) {
            while (goesOn.getAsBoolean()) {
                step();
            }
            finish();
        }
    }

    private void step() {
        steps++;
        int kind = random.nextInt(100);
        if (steps == closesAt) {
            note("close");
            model.dispose();
            tokens.dispose();
        } else if (kind < 45) {
            get();
        } else if (kind < 75) {
            advance();
        } else if (kind < 90) {
            touchAnObserver();
        } else if (kind < 96) {
            revoke();
        } else {
            disturb(kind);
        }
        if (steps == correctsAt) {
            note("corrects " + ahead);
            time.jumpWallClock(ahead.negated());
        }
        check();
    }

    private void get() {
        gets++;
        ModelObserver observer = new ModelObserver(faults, random.nextInt(8) != 0);
        open.add(observer);
        note("get");
        model.get(observer);
        tokens.token().subscribe(observer);
    }

    private void advance() {
        int most = List.of(10, 300, 2_000, 15_000, 60_000).get(random.nextInt(5));
        Duration duration = Duration.ofMillis(random.nextInt(100) == 0 ? 1_000_000 : random.nextInt(most));
        note("advance " + duration);
        time.advance(duration);
    }

    private void touchAnObserver() {
        if (open.isEmpty()) {
            return;
        }
        ModelObserver observer = open.get(random.nextInt(open.size()));
        boolean ask = random.nextInt(3) != 0;
        note(ask ? "ask" : "cancel");
        if (ask) {
            observer.ask();
        } else {
            observer.cancel();
        }
    }

    private void revoke() {
        AccessToken current = model.current();
        AccessToken token = current == null || random.nextInt(3) == 0 ? source.anyToken() : current;
        if (random.nextInt(6) == 0) {
            note("evict");
            model.evict();
            tokens.evict();
        } else {
            note("invalidate " + token.reveal());
            model.invalidate(token);
            tokens.invalidate(token);
        }
    }

    private void disturb(int kind) {
        if (kind == 99) {
            note("mood");
            source.changeMood();
            return;
        }
        int most = List.of(500, 2_000, 60_000, 7_200_000).get(random.nextInt(4));
        Duration jump = Duration.ofMillis(random.nextInt(most));
        note((kind == 98 ? "sleep " : "jump ") + jump);
        if (kind == 98) {
            time.sleepMachine(jump);
        } else if (kind == 96) {
            time.jumpWallClock(jump.negated());
        } else {
            time.jumpWallClock(jump);
            ahead = jump;
            correctsAt = steps + 1 + random.nextInt(10);
        }
    }

    private void note(String what) {
        log.add(steps + " " + what);
        if (log.size() > LOG) {
            log.remove();
        }
    }

    private void check() {
        model.check();
        for (ModelObserver observer : open) {
            observer.check();
        }
        open.removeIf(ModelObserver::isSettled);
        if (!faults.isEmpty() || !dropped.errors().isEmpty()) {
            throw new AssertionError(
                    this + ": " + faults + ", dropped " + dropped.errors() + "\n" + String.join("\n", log));
        }
    }

    /** Who waits when the source is closed is told so, and nothing runs on. */
    private void finish() {
        model.dispose();
        tokens.dispose();
        open.forEach(ModelObserver::ask);
        check();
        assertThat(open).as("subscribers that were never ended").isEmpty();
        assertThat(source.running()).as("requests that run on").isZero();
        assertThat(time.pendingTasks()).as("tasks that wait on").isEmpty();
    }

    @Override
    public String toString() {
        return "seed " + seed + ", step " + steps;
    }
}

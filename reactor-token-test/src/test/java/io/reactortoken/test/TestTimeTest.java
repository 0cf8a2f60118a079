package io.reactortoken.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

class TestTimeTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestTime time = TestTime.create();
    private final Instant start = time.instant();
    private final long startNanos = time.nanoTime();

    private Duration wall() {
        return Duration.between(start, time.instant());
    }

    private Duration monotonic() {
        return Duration.ofNanos(time.nanoTime() - startNanos);
    }

    @Test
    void bothClocksMoveTogether() {
        time.advance(MINUTE);
        assertThat(wall()).isEqualTo(MINUTE);
        assertThat(monotonic()).isEqualTo(MINUTE);
    }

    @Test
    void theWallClockMovesApart() {
        time.jumpWallClock(MINUTE.negated());
        assertThat(wall()).isEqualTo(MINUTE.negated());
        time.sleepMachine(MINUTE.multipliedBy(2));
        assertThat(wall()).isEqualTo(MINUTE);
        assertThat(monotonic()).isZero();
    }

    @Test
    void aStoppedWallClockStandsUntilItIsStarted() {
        time.stopWallClock();
        time.stopWallClock();
        time.advance(MINUTE);
        assertThat(wall()).isZero();
        time.jumpWallClock(MINUTE);
        assertThat(wall()).isEqualTo(MINUTE);
        time.startWallClock();
        time.startWallClock();
        time.advance(MINUTE);
        assertThat(wall()).isEqualTo(MINUTE.multipliedBy(2));
        assertThat(monotonic()).isEqualTo(MINUTE.multipliedBy(2));
    }

    @Test
    void tasksRunAtTheirInstant() {
        List<Duration> ran = new ArrayList<>();
        time.scheduler().schedule(() -> ran.add(monotonic()));
        time.scheduler().schedule(() -> ran.add(monotonic()), 20, TimeUnit.SECONDS);
        time.scheduler().schedulePeriodically(() -> ran.add(monotonic()), 10, 30, TimeUnit.SECONDS);
        time.advance(MINUTE);
        assertThat(ran)
                .containsExactly(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(40));
    }

    @Test
    void tellsWhatWaits() {
        Disposable second = time.scheduler().schedule(() -> {}, 2, TimeUnit.MINUTES);
        time.scheduler().schedule(() -> {}, 1, TimeUnit.MINUTES);
        Disposable periodic = time.scheduler().schedulePeriodically(() -> {}, 3, 1, TimeUnit.MINUTES);
        String name = "io.reactortoken.test.TestTimeTest (a lambda), due in ";
        assertThat(time.pendingTasks()).containsExactly(name + "PT1M", name + "PT2M", name + "PT3M");
        time.advance(MINUTE);
        assertThat(time.pendingTasks()).hasSize(2);
        second.dispose();
        assertThat(second.isDisposed()).isTrue();
        time.advance(MINUTE.multipliedBy(10));
        assertThat(time.pendingTasks())
                .as("what repeats waits until it is disposed")
                .hasSize(1);
        periodic.dispose();
        assertThat(time.pendingTasks()).isEmpty();
    }

    @Test
    void theTasksOfAWorkerEndWithIt() {
        List<String> ran = new ArrayList<>();
        Scheduler.Worker worker = time.scheduler().createWorker();
        worker.schedule(() -> ran.add("at once"));
        worker.schedule(() -> ran.add("later"), 1, TimeUnit.MINUTES);
        worker.schedulePeriodically(() -> ran.add("again"), 2, 1, TimeUnit.MINUTES);
        assertThat(time.pendingTasks()).hasSize(2);
        worker.dispose();
        assertThat(worker.isDisposed()).isTrue();
        assertThat(time.pendingTasks()).isEmpty();
        time.advance(MINUTE.multipliedBy(5));
        assertThat(ran).containsExactly("at once");
        assertThatThrownBy(() -> worker.schedule(() -> {})).hasMessageContaining("Scheduler unavailable");
        assertThat(time.pendingTasks()).isEmpty();
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheOthersAndIsTold() {
        List<String> ran = new ArrayList<>();
        IllegalStateException broken = new IllegalStateException("broken");
        time.scheduler()
                .schedule(
                        () -> {
                            throw broken;
                        },
                        1,
                        TimeUnit.SECONDS);
        time.scheduler().schedule(() -> ran.add("next"), 2, TimeUnit.SECONDS);
        assertThatThrownBy(() -> time.advance(MINUTE))
                .isInstanceOf(AssertionError.class)
                .hasMessage("a task on the scheduler threw java.lang.IllegalStateException")
                .hasCause(broken);
        assertThat(ran).containsExactly("next");
        time.advance(MINUTE);
    }
}

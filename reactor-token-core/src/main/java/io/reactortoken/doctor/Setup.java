package io.reactortoken.doctor;

import io.reactortoken.TokenClock;
import io.reactortoken.oauth2.Examination;
import io.reactortoken.oauth2.TokenRequest;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What the doctor was told. Changed only on a copy that nobody else has seen yet. */
final class Setup {

    final Examination examination;

    /** Null where it is that of the process. */
    @Nullable
    Map<String, String> environment;

    Map<String, String> origins = Map.of();

    /** Null where there is none to try. */
    @Nullable
    URI api;

    @Nullable
    RunStatistics statistics;

    Consumer<String> progress = step -> {};
    boolean variants;
    boolean network = true;
    boolean comparableFingerprint;
    TokenClock clock = TokenClock.system();
    Network probes = Network.jdk();

    /** Null where it is {@link Schedulers#parallel()}, which is asked for late: a test may replace it. */
    @Nullable
    Scheduler timers;

    private Setup(Examination examination) {
        this.examination = examination;
    }

    static Setup of(TokenRequest request) {
        return new Setup(Examination.of(request));
    }

    Setup with(Consumer<Setup> change) {
        Setup copy = new Setup(examination);
        copy.environment = environment;
        copy.origins = origins;
        copy.api = api;
        copy.statistics = statistics;
        copy.progress = progress;
        copy.variants = variants;
        copy.network = network;
        copy.comparableFingerprint = comparableFingerprint;
        copy.clock = clock;
        copy.probes = probes;
        copy.timers = timers;
        change.accept(copy);
        return copy;
    }

    Map<String, String> environment() {
        Map<String, String> given = environment;
        return given == null ? System.getenv() : given;
    }

    Scheduler timers() {
        Scheduler given = timers;
        return given == null ? Schedulers.parallel() : given;
    }

    /** Where a configuration value came from, as the caller says. */
    String origin(String name) {
        String origin = origins.get(name);
        return origin == null ? "" : " (from " + origin + ")";
    }

    /** Tells what is slow before it begins; a listener that throws is not our patient. */
    void announce(String step) {
        try {
            progress.accept(step);
        } catch (RuntimeException ignored) {
            // a progress line is worth no report
        }
    }
}

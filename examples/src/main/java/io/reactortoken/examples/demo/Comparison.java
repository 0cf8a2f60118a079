package io.reactortoken.examples.demo;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.examples.demo.Disturbances.Kind;
import io.reactortoken.examples.demo.Disturbances.Planned;
import io.reactortoken.oauth2.TokenRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.catalina.LifecycleException;
import reactor.core.publisher.Mono;

/** The phases, one after the other, in one JVM and against the same servers. */
final class Comparison {

    /** A shorter main phase has no time for an outage. */
    private static final Duration LONG = Duration.ofSeconds(30);

    /** The other phases take these shares of the main phase's time, and not more than of 40 s. */
    private static final double WARM_UP = 0.2;

    private static final double PER_CALL = 0.2;
    private static final double SPRING_SECURITY = 0.3;
    private static final double REFERENCE = 0.15;
    private static final Duration MOST = Duration.ofSeconds(40);

    private final Servers servers;
    private final Contenders contenders;
    private final ProgressLine progress;
    private final Mono<Void> stop;
    private final Function<TokenRequest, CachedTokenSource> cached;

    /**
     * Makes a comparison.
     *
     * @param stop ends it with the error that it signals
     * @param cached makes the cache of the main phase
     */
    Comparison(
            Servers servers,
            Contenders contenders,
            ProgressLine progress,
            Mono<Void> stop,
            Function<TokenRequest, CachedTokenSource> cached) {
        this.servers = servers;
        this.contenders = contenders;
        this.progress = progress;
        this.stop = stop;
        this.cached = cached;
    }

    /**
     * Runs all phases; blocks.
     *
     * @param time how long the main phase takes; no other takes longer
     */
    Report run(Duration time) throws LifecycleException {
        warmUp(share(time, WARM_UP));
        PhaseResult ours;
        try (CachedTokenSource tokens = cached.apply(contenders.tokenRequest())) {
            ours = phase("reactor-token", time, plan(time), contenders.authorizedBy(tokens));
        }
        PhaseResult perCall =
                phase("1 request per call", share(time, PER_CALL), List.of(), contenders.askingEachTime());
        Duration springTime = share(time, SPRING_SECURITY);
        List<Planned> revocation = List.of(at(springTime, 0.3, Kind.REVOCATION));
        PhaseResult spring = phase("Spring's filter", springTime, revocation, contenders.springSecurity());
        // last, when the JVM is warmest, so that no other phase looks better than it is
        PhaseResult reference = phase("ready-made header", share(time, REFERENCE), List.of(), contenders.withHeader());
        return new Report(ours, List.of(perCall, spring), reference);
    }

    /** Everybody's code is compiled before anybody's calls are measured. */
    private void warmUp(Duration time) throws LifecycleException {
        List<OrdersClient> all = new ArrayList<>();
        try (CachedTokenSource tokens = contenders.tokenRequest().cache()) {
            all.addAll(contenders.authorizedBy(tokens));
            all.addAll(contenders.askingEachTime());
            all.addAll(contenders.springSecurity());
            all.addAll(contenders.withHeader());
            phase("warm-up", time, List.of(), all);
        }
    }

    private PhaseResult phase(String title, Duration time, List<Planned> plan, List<OrdersClient> clients)
            throws LifecycleException {
        Phase phase = new Phase(title, servers, contenders.failures(), plan);
        Mono<Void> load = new Load(clients, phase.calls()).run(time);
        return phase.run(Mono.firstWithSignal(load, stop), progress);
    }

    private static List<Planned> plan(Duration time) {
        if (time.compareTo(LONG) < 0) {
            return List.of(at(time, 0.25, Kind.REVOCATION));
        }
        return List.of(
                at(time, 0.12, Kind.REVOCATION),
                at(time, 0.30, Kind.REVOCATION),
                at(time, 0.42, Kind.OUTAGE),
                at(time, 0.72, Kind.REVOCATION),
                at(time, 0.86, Kind.REVOCATION));
    }

    private static Planned at(Duration time, double share, Kind kind) {
        return new Planned(kind, Duration.ofMillis(Math.round(time.toMillis() * share)));
    }

    private static Duration share(Duration time, double share) {
        Duration whole = time.compareTo(MOST) < 0 ? time : MOST;
        return Duration.ofMillis(Math.round(whole.toMillis() * share));
    }
}

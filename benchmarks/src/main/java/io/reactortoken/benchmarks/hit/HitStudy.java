package io.reactortoken.benchmarks.hit;

import static io.reactortoken.benchmarks.peer.Peers.AZURE_CORE;
import static io.reactortoken.benchmarks.peer.Peers.CACHE_INVALIDATE_IF;
import static io.reactortoken.benchmarks.peer.Peers.MONO_CACHE;
import static io.reactortoken.benchmarks.peer.Peers.MONO_JUST;
import static io.reactortoken.benchmarks.peer.Peers.MONO_JUST_CLOCK;
import static io.reactortoken.benchmarks.peer.Peers.REACTOR_TOKEN;
import static io.reactortoken.benchmarks.peer.Peers.SPRING_SECURITY;

import io.reactortoken.benchmarks.peer.Peers;
import io.reactortoken.benchmarks.report.BarChart;
import io.reactortoken.benchmarks.report.Findings;
import io.reactortoken.benchmarks.report.Goal;
import io.reactortoken.benchmarks.report.Study;
import io.reactortoken.benchmarks.report.Table;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.runner.RunnerException;

/** What a token from memory costs, beside the floor and every peer. */
public final class HitStudy implements Study {

    private static final Set<Peers> FLOORS = EnumSet.of(MONO_JUST, MONO_JUST_CLOCK);
    private static final Set<Peers> ON_REACTOR = EnumSet.of(
            MONO_JUST, MONO_JUST_CLOCK, REACTOR_TOKEN, MONO_CACHE, CACHE_INVALIDATE_IF, AZURE_CORE, SPRING_SECURITY);
    private static final Set<Peers> ON_TWO_THREADS =
            EnumSet.of(MONO_JUST, MONO_JUST_CLOCK, REACTOR_TOKEN, MONO_CACHE, AZURE_CORE);
    private static final String METHOD = """
            JMH, three rounds of one fork each; each number is the median of the rounds, each ratio is taken within a
            round. `hit` is the peer's own way: google-auth, Caffeine and AWS are asked without Reactor around them, which
            favours them. The subscriber does nothing but take the token, and counts in the bytes (16). The compiler takes
            objects apart that nobody keeps: fewer bytes than objects are its work. The floor reads the clock, compares,
            and subscribes to `Mono.just`. AWS and google-auth fetch on the caller's thread, which a hit does not
            show.""";

    private static Rounds run(String method, Set<Peers> peers, int threads) throws RunnerException {
        String[] names = peers.stream().map(Enum::name).toArray(String[]::new);
        return Rounds.run(
                Rounds.of(HitBenchmark.class, method).param("peer", names).threads(threads), "peer");
    }

    @Override
    public Findings run() throws RunnerException {
        Rounds alone = run("subscribed", EnumSet.allOf(Peers.class), 1);
        Rounds twice = run("subscribed", ON_TWO_THREADS, 2);
        Rounds mapped = run("mapped", ON_REACTOR, 1);
        Rounds flatMapped = run("flatMapped", ON_REACTOR, 1);
        Table table = Table.of("", "hit, ns", "/ floor", "bytes", "2 threads, ns", "map, ns", "flatMap, ns");
        Map<String, Double> bars = new LinkedHashMap<>();
        for (Peers peer : Peers.values()) {
            String name = peer.name();
            bars.put(peer.label(), alone.nanos(name));
            table = table.row(
                    peer.label(),
                    alone.nanos(name),
                    alone.ratio(name, MONO_JUST_CLOCK.name()),
                    String.format(Locale.ROOT, "%.0f", alone.bytes(name)),
                    ON_TWO_THREADS.contains(peer) ? twice.nanos(name) : "",
                    ON_REACTOR.contains(peer) ? mapped.nanos(name) : "",
                    ON_REACTOR.contains(peer) ? flatMapped.nanos(name) : "");
        }
        BarChart chart = new BarChart("performance-hit", "A token from memory", "ns", bars);
        return new Findings("A token from memory", METHOD, table, goals(alone, twice), ratios(alone), chart);
    }

    private static List<Goal> goals(Rounds alone, Rounds twice) {
        double floor = alone.ratio(REACTOR_TOKEN.name(), MONO_JUST_CLOCK.name());
        double bytes = alone.bytes(REACTOR_TOKEN.name());
        Peers best = EnumSet.complementOf(EnumSet.copyOf(FLOORS)).stream()
                .filter(peer -> peer != REACTOR_TOKEN)
                .min(Comparator.comparingDouble(peer -> alone.nanos(peer.name())))
                .orElseThrow();
        double azure = alone.ratio(AZURE_CORE.name(), REACTOR_TOKEN.name());
        double spring = alone.ratio(SPRING_SECURITY.name(), REACTOR_TOKEN.name());
        double ours = twice.nanos(REACTOR_TOKEN.name()) / alone.nanos(REACTOR_TOKEN.name());
        double just = twice.nanos(MONO_JUST.name()) / alone.nanos(MONO_JUST.name());
        return List.of(
                new Goal(
                        "cached hit",
                        "at most 1.15 x the floor, at most 48 B",
                        text("%.1f ns, %.0f B", alone.nanos(REACTOR_TOKEN.name()), bytes),
                        best.label() + text(": %.1f ns", alone.nanos(best.name())),
                        text("%.2f x the floor", floor),
                        floor <= 1.15 && bytes <= 48),
                new Goal(
                        "cached hit against azure-core and Spring Security",
                        "at least 8 x and 25 x faster",
                        text("%.1f ns", alone.nanos(REACTOR_TOKEN.name())),
                        text("%.0f and %.0f ns", alone.nanos(AZURE_CORE.name()), alone.nanos(SPRING_SECURITY.name())),
                        text("%.1f x and %.1f x", azure, spring),
                        azure >= 8 && spring >= 25),
                new Goal(
                        "two threads",
                        "scales as `Mono.just`, within 10 %",
                        text("%.2f x the time of one", ours),
                        text("`Mono.just`: %.2f x", just),
                        text("%.2f", ours / just),
                        ours / just <= 1.10));
    }

    private static Map<String, Double> ratios(Rounds alone) {
        return Map.of(
                "hit / floor", alone.ratio(REACTOR_TOKEN.name(), MONO_JUST_CLOCK.name()),
                "hit / azure-core", alone.ratio(REACTOR_TOKEN.name(), AZURE_CORE.name()),
                "hit / Spring Security", alone.ratio(REACTOR_TOKEN.name(), SPRING_SECURITY.name()));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

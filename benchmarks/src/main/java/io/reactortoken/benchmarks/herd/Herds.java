package io.reactortoken.benchmarks.herd;

import io.reactortoken.benchmarks.herd.ColdHerd.Run;
import io.reactortoken.benchmarks.peer.Peers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Cold herds of one size, of several peers. */
final class Herds {

    private final int size;
    private final Map<Peers, List<Run>> runs = new EnumMap<>(Peers.class);

    Herds(int size) {
        this.size = size;
    }

    int size() {
        return size;
    }

    Set<Peers> peers() {
        return runs.keySet();
    }

    void run(Peers peer, int warmUp, int rounds) throws InterruptedException {
        List<Run> measured = new ArrayList<>();
        for (int i = 0; i < warmUp + rounds; i++) {
            Run run = ColdHerd.of(peer, size);
            if (i >= warmUp) {
                measured.add(run);
            }
        }
        runs.put(peer, measured);
    }

    double median(Peers peer, ToDoubleFunction<Run> number) {
        double[] sorted = of(peer).stream().mapToDouble(number).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    String requests(Peers peer) {
        int least = of(peer).stream().mapToInt(Run::requests).min().orElseThrow();
        int most = of(peer).stream().mapToInt(Run::requests).max().orElseThrow();
        return least == most ? String.valueOf(most) : least + " to " + most;
    }

    /** {@return the one that has served all first, but for one} */
    String best(Peers excepted) {
        Peers best = runs.keySet().stream()
                .filter(peer -> peer != excepted)
                .min(Comparator.comparingDouble(peer -> median(peer, Run::served)))
                .orElseThrow();
        return best.label() + ": " + said(best);
    }

    String said(Peers peer) {
        return String.format(
                Locale.ROOT,
                "requests %s, served in %.1f ms, joined in %.1f ms",
                requests(peer),
                median(peer, Run::served),
                median(peer, Run::joined));
    }

    private List<Run> of(Peers peer) {
        return runs.getOrDefault(peer, List.of());
    }
}

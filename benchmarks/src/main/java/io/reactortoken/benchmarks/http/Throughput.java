package io.reactortoken.benchmarks.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Rates in alternating rounds: each round runs every call once, and a ratio is taken within a round, so that a slow minute
 * of the machine slows both.
 */
final class Throughput {

    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration ROUND = Duration.ofMillis(1_500);
    private static final int ROUNDS = 12;

    private final Map<String, List<Double>> rates = new LinkedHashMap<>();

    private Throughput() {}

    static Throughput of(Map<String, Mono<Integer>> calls) {
        Throughput measured = new Throughput();
        calls.forEach((name, call) -> {
            Load.of(call, WARM_UP);
            measured.rates.put(name, new ArrayList<>());
        });
        for (int round = 0; round < ROUNDS; round++) {
            calls.forEach((name, call) -> measured.of(name).add(Load.of(call, ROUND)));
        }
        return measured;
    }

    private List<Double> of(String name) {
        return rates.getOrDefault(name, List.of());
    }

    Iterable<String> names() {
        return rates.keySet();
    }

    double rate(String name) {
        return median(of(name));
    }

    /** {@return the median of the rounds' ratios to the static header} */
    double ratio(String name) {
        return median(ratios(name));
    }

    /** {@return half the width of the interval that holds the mean with 95 %} */
    double error(String name) {
        List<Double> ratios = ratios(name);
        double mean = ratios.stream().mapToDouble(ratio -> ratio).average().orElseThrow();
        double variance = ratios.stream()
                        .mapToDouble(ratio -> (ratio - mean) * (ratio - mean))
                        .sum()
                / (ratios.size() - 1);
        return 2.2 * Math.sqrt(variance / ratios.size());
    }

    private List<Double> ratios(String name) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ratios.add(of(name).get(round) / of(Calls.STATIC).get(round));
        }
        return ratios;
    }

    private static double median(List<Double> numbers) {
        return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElseThrow();
    }
}

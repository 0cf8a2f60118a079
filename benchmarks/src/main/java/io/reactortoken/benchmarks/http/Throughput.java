package io.reactortoken.benchmarks.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Rates in pairs: a call is run for a moment, and the static header right before it or right after. A ratio is taken within
 * a pair, so that a slow second of the machine slows both, and what comes first changes from round to round.
 */
final class Throughput {

    private static final int ROUNDS = 60;
    private static final Duration SLICE = Duration.ofMillis(300);

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final double QUANTILE = 2.0;

    private final Map<String, List<Double>> rates = new LinkedHashMap<>();
    private final Map<String, List<Double>> ratios = new LinkedHashMap<>();

    private Throughput() {}

    /** Measures each call beside the first one. */
    static Throughput of(Map<String, Mono<Integer>> calls) {
        Throughput measured = new Throughput();
        calls.forEach((name, call) -> {
            Load.of(call, WARM_UP);
            measured.rates.put(name, new ArrayList<>());
            measured.ratios.put(name, new ArrayList<>());
        });
        Mono<Integer> header = calls.getOrDefault(Calls.STATIC, Mono.empty());
        for (int round = 0; round < ROUNDS; round++) {
            boolean headerFirst = round % 2 == 0;
            calls.forEach((name, call) -> measured.pair(name, call, header, headerFirst));
        }
        return measured;
    }

    private void pair(String name, Mono<Integer> call, Mono<Integer> header, boolean headerFirst) {
        double before = headerFirst ? Load.of(header, SLICE) : 0;
        double rate = Load.of(call, SLICE);
        double beside = headerFirst ? before : Load.of(header, SLICE);
        rates.getOrDefault(name, List.of()).add(rate);
        ratios.getOrDefault(name, List.of()).add(rate / beside);
    }

    Iterable<String> names() {
        return rates.keySet();
    }

    double rate(String name) {
        return median(rates.getOrDefault(name, List.of()));
    }

    /** {@return the median of the pairs' ratios to the static header; of the static header, to itself} */
    double ratio(String name) {
        return median(ratios.getOrDefault(name, List.of()));
    }

    /** {@return half the width of the interval that holds the mean with 95 %} */
    double error(String name) {
        List<Double> all = ratios.getOrDefault(name, List.of());
        double mean = all.stream().mapToDouble(ratio -> ratio).average().orElseThrow();
        double variance = all.stream()
                        .mapToDouble(ratio -> (ratio - mean) * (ratio - mean))
                        .sum()
                / (all.size() - 1);
        return QUANTILE * Math.sqrt(variance / all.size());
    }

    private static double median(List<Double> numbers) {
        return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElseThrow();
    }
}

package io.reactortoken.examples.demo;

import java.util.stream.LongStream;

/** What is shown of many durations in nanoseconds; all zero if there were none. */
record Quantiles(long p50, long p99, long max) {

    static Quantiles of(LongStream values) {
        long[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            return new Quantiles(0, 0, 0);
        }
        return new Quantiles(at(sorted, 0.5), at(sorted, 0.99), sorted[sorted.length - 1]);
    }

    private static long at(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}

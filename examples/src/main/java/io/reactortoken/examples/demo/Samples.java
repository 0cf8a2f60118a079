package io.reactortoken.examples.demo;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Durations in nanoseconds, as many as there are. */
final class Samples {

    private long[] values = new long[1024];
    private int size;

    synchronized void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    synchronized LongStream stream() {
        return Arrays.stream(Arrays.copyOf(values, size));
    }

    long median() {
        return Quantiles.of(stream()).p50();
    }
}

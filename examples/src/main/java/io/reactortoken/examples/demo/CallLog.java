package io.reactortoken.examples.demo;

import static io.reactortoken.examples.demo.OrdersClient.Kind.HTTP_CLIENT;
import static io.reactortoken.examples.demo.OrdersClient.Kind.WEB_CLIENT;

import io.reactortoken.examples.demo.OrdersClient.Kind;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/** What became of the calls of one phase. */
final class CallLog {

    private static final String UNAUTHORIZED = "401";

    private final Map<Kind, Samples> successes = Map.of(HTTP_CLIENT, new Samples(), WEB_CLIENT, new Samples());
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final LongAdder calls = new LongAdder();

    void answered(Kind kind, int status, long nanos) {
        if (status == 200) {
            calls.increment();
            samples(kind).add(nanos);
        } else {
            failed(String.valueOf(status));
        }
    }

    void failed(Throwable error) {
        failed(error.getClass().getSimpleName() + ": " + error.getMessage());
    }

    private void failed(String reason) {
        calls.increment();
        failures.computeIfAbsent(reason, ignored -> new LongAdder()).increment();
    }

    Samples samples(Kind kind) {
        return successes.getOrDefault(kind, new Samples());
    }

    /** How long each successful call took longer than the median of the same client's calls in {@code reference}. */
    LongStream longerThan(CallLog reference) {
        return LongStream.concat(longerThan(reference, HTTP_CLIENT), longerThan(reference, WEB_CLIENT));
    }

    private LongStream longerThan(CallLog reference, Kind kind) {
        long usual = reference.samples(kind).median();
        return samples(kind).stream().map(nanos -> nanos - usual);
    }

    long calls() {
        return calls.sum();
    }

    /** Calls for which the caller got anything but 200. */
    long failedCalls() {
        return failures.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** 401s that reached a caller. */
    long unauthorizedCalls() {
        return failures.getOrDefault(UNAUTHORIZED, new LongAdder()).sum();
    }

    /** How many calls failed, by what the caller got. */
    Map<String, Long> failures() {
        Map<String, Long> all = new TreeMap<>();
        failures.forEach((reason, count) -> all.put(reason, count.sum()));
        return all;
    }
}

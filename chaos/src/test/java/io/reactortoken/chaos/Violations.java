package io.reactortoken.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How often each invariant was violated, and how the first ones were. */
final class Violations {

    private static final int MOST_TOLD = 30;

    private final Map<Invariant, Integer> counts = new EnumMap<>(Invariant.class);
    private final List<String> told = new ArrayList<>();

    synchronized void add(Invariant violated, String how) {
        counts.merge(violated, 1, Integer::sum);
        if (told.size() < MOST_TOLD) {
            told.add(violated + ": " + how);
        }
    }

    synchronized int of(Invariant invariant) {
        return counts.getOrDefault(invariant, 0);
    }

    synchronized int count() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized List<String> told() {
        return List.copyOf(told);
    }
}

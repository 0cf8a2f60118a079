package io.reactortoken.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares ratios with those that were written down, never times: a ratio holds on any machine. */
public final class Regression {

    /** What noise may add. */
    private static final double ROOM = 1.3;

    private final Map<String, Double> measured;

    /** Takes what was measured. */
    public Regression(Map<String, Double> measured) {
        this.measured = Map.copyOf(measured);
    }

    /**
     * Ends with an error if one is worse than it was, or is missing.
     *
     * @param known a file with a name, a tab and a ratio on each line
     */
    public void check(Path known) throws IOException {
        List<String> worse = new ArrayList<>();
        for (String line : Files.readAllLines(known)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\t", 2);
            double limit = Double.parseDouble(parts[1]) * ROOM;
            Double now = measured.get(parts[0]);
            if (now == null || !(now <= limit)) {
                worse.add(parts[0] + " is " + now + ", was " + parts[1]);
            }
        }
        if (!worse.isEmpty()) {
            throw new IllegalStateException("slower than it was: " + String.join("; ", worse));
        }
    }
}

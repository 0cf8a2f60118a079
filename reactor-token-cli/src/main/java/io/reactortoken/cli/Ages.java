package io.reactortoken.cli;

import java.time.Duration;

/** A length of time in the two units that matter: {@code 59 min 58 s}. */
final class Ages {

    private Ages() {}

    static String of(Duration time) {
        long seconds = time.plusMillis(500).toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < Duration.ofHours(2).toSeconds()) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        long minutes = seconds / 60;
        return minutes < Duration.ofDays(2).toMinutes()
                ? two(minutes / 60, "h", minutes % 60, "min")
                : two(minutes / 1440, "d", minutes % 1440 / 60, "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}

package io.reactortoken;

import io.reactortoken.MatrixCell.Failing;
import java.time.Duration;

/** The most requests that a cache may make in a cell of the matrix. */
final class MatrixBound {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_HOLD = 15 * SECOND;

    private final MatrixCell cell;

    MatrixBound(MatrixCell cell) {
        this.cell = cell;
    }

    /** While the server works: two per lifetime; one a second if tokens have none. And the first, and one per clock fault. */
    long whileHealthy(long nanos, int faults) {
        long lifetime = Math.max(cell.effectiveLifetime().toNanos(), 2 * SECOND);
        long shortest = cell.effectiveLifetime().isZero()
                ? lifetime
                : cell.effectiveLifetime().toNanos();
        return 2 * nanos / shortest + 2 + faults;
    }

    /** While it fails: one flight per step of the backoff, whose waits are at least half of what the policy says. */
    long whileFailing(long nanos, int faults, boolean anybodyWaited) {
        int flights = 1 + faults;
        for (long passed = step(1); passed <= nanos; passed += step(flights - faults)) {
            flights++;
        }
        return (long) flights * (anybodyWaited ? attempts() : 1);
    }

    private long step(int failures) {
        long first = isTransient() ? SECOND / 4 : SECOND / 2;
        long hold = failures > 10 ? LONGEST_HOLD : Math.min(LONGEST_HOLD, first << (failures - 1));
        return switch (cell.failing()) {
            case HANG -> Duration.ofSeconds(30).toNanos() + hold;
            case RETRY_AFTER -> Math.max(MatrixCell.RETRY_AFTER.toNanos(), hold);
            default -> hold;
        };
    }

    private boolean isTransient() {
        return cell.failing() == Failing.TRANSIENT
                || cell.failing() == Failing.RETRY_AFTER
                || cell.failing() == Failing.HANG;
    }

    /** A second Retry-After ends after the deadline, and a request that hangs is there until the deadline. */
    private int attempts() {
        return switch (cell.failing()) {
            case TRANSIENT -> 3;
            case RETRY_AFTER -> 2;
            default -> 1;
        };
    }
}

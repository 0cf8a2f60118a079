package io.reactortoken;

import java.time.Duration;

/**
 * Limits for {@link CachedTokenSource#invalidate}, so that an API which always answers 401 does not become a storm of
 * token requests.
 *
 * @param minimumAge a token younger than this is not dropped; scaled to short lifetimes, at most a tenth of the
 *     lifetime. Two accepted reports are at least as far apart, and twice as far for each rejection in a row. A
 *     minute without a report, or half the token's lifetime if that is less, ends the row. Zero or more
 * @param longestInterval the most that doubling leads to; at least {@code minimumAge}
 * @since 0.1.0
 */
public record ForcedRefreshPolicy(Duration minimumAge, Duration longestInterval) {

    private static final ForcedRefreshPolicy DEFAULTS =
            new ForcedRefreshPolicy(Duration.ofSeconds(5), Duration.ofMinutes(5));

    /**
     * Checks the two.
     *
     * @param minimumAge see {@link #minimumAge()}
     * @param longestInterval see {@link #longestInterval()}
     */
    public ForcedRefreshPolicy {
        if (minimumAge.isNegative() || longestInterval.compareTo(minimumAge) < 0) {
            throw new IllegalArgumentException(
                    "forced refreshes need 0 <= minimumAge <= longestInterval, not minimumAge=" + minimumAge
                            + ", longestInterval=" + longestInterval);
        }
    }

    /** {@return not within 5 s, and at most 5 min apart} */
    public static ForcedRefreshPolicy defaults() {
        return DEFAULTS;
    }
}

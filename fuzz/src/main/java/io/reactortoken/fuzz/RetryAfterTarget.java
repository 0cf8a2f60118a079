package io.reactortoken.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.oauth2.internal.answer.RetryAfter;
import io.reactortoken.transport.TransportResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code Retry-After}. Input: a {@code Date}, or nothing, and the fields, a line each. */
public final class RetryAfterTarget {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfterTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        List<String> lines = new String(input, UTF_8).lines().toList();
        if (lines.isEmpty()) {
            return;
        }
        Map<String, List<String>> headers =
                Map.of("Date", lines.subList(0, 1), "Retry-After", lines.subList(1, lines.size()));
        RetryAfter.of(new TransportResponse(429, headers, new byte[0]), NOW).ifPresent(RetryAfterTarget::check);
    }

    private static void check(RetryAfter asked) {
        Finding.unless(!asked.delay().isNegative(), "no wait is negative");
        Finding.unless(asked.delay().compareTo(LONGEST) <= 0, "no wait is longer than an hour");
        Finding.unless(!asked.shortened() || asked.delay().equals(LONGEST), "what is shortened is an hour");
    }
}

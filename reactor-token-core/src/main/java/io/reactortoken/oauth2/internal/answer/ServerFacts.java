package io.reactortoken.oauth2.internal.answer;

import io.reactortoken.oauth2.internal.body.Echo;
import io.reactortoken.transport.TransportResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the headers of an answer tell beside it: what the server calls this exchange, and what time it is there.
 *
 * @param correlationIds by header, the most telling first
 * @param skew the server's clock minus ours; good to a second or so
 * @since 0.1.0
 */
public record ServerFacts(Map<String, String> correlationIds, Optional<Duration> skew) {

    private static final List<String> IDS =
            List.of("x-request-id", "x-amzn-requestid", "x-ms-request-id", "x-correlation-id", "traceparent", "cf-ray");

    /**
     * Reads the headers.
     *
     * @param response whose headers they are
     * @param echo what must not be shown
     * @param sentAt by our clock
     * @param receivedAt by our clock
     * @return what they tell
     */
    public static ServerFacts of(TransportResponse response, Echo echo, Instant sentAt, Instant receivedAt) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (String name : IDS) {
            response.header(name)
                    .filter(value -> !value.isBlank() && !echo.isIn(value))
                    .ifPresent(value -> ids.put(name, value.strip()));
        }
        return new ServerFacts(ids, skew(response, sentAt, receivedAt));
    }

    /** R9110-21: a date has whole seconds, cut off; an answer out of an HTTP cache tells the cache's past. */
    private static Optional<Duration> skew(TransportResponse response, Instant sentAt, Instant receivedAt) {
        if (isFromACache(response)) {
            return Optional.empty();
        }
        Instant middle = sentAt.plus(Duration.between(sentAt, receivedAt).dividedBy(2));
        return response.header("Date")
                .flatMap(date -> HttpDate.parse(date.strip(), receivedAt))
                .map(date -> Duration.between(middle, date.plusMillis(500)));
    }

    static boolean isFromACache(TransportResponse response) {
        return response.header("Age")
                .map(String::strip)
                .filter(age -> age.matches("[0-9]{1,18}") && Long.parseLong(age) > 0)
                .isPresent();
    }

    boolean isSkewedBy(Duration limit) {
        return skew.filter(difference -> difference.abs().compareTo(limit) > 0).isPresent();
    }

    /** H-CLOCK: what the difference is; only where there is one. */
    String clock(String origin) {
        Duration difference = skew.orElse(Duration.ZERO);
        String direction = difference.isNegative() ? "ahead of" : "behind";
        return "this clock is " + difference.abs().toSeconds() + " s " + direction + " that of " + origin
                + " (to a second); check NTP";
    }
}

package io.reactortoken.oauth2.internal.answer;

import io.reactortoken.transport.TransportResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a server asks to wait (RFC 9110 section 10.2.3): seconds, or a date, which is read against the server's own
 * {@code Date} where there is one. Of several fields the longest wait counts; what is neither is ignored.
 *
 * @param delay zero or more, at most one hour
 * @param shortened the server asked for more than that
 * @since 0.1.0
 */
public record RetryAfter(Duration delay, boolean shortened) {

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int MOST_FIELDS = 16;
    private static final int MOST_DIGITS = 9;

    /**
     * Reads the headers of an answer.
     *
     * @param response the answer
     * @param now by our clock
     * @return what is asked; empty if nothing is, or nothing that can be read
     */
    public static Optional<RetryAfter> of(TransportResponse response, Instant now) {
        Instant reference = response.headers("Date").stream()
                .findFirst()
                .flatMap(date -> HttpDate.parse(date.strip(), now))
                .orElse(now);
        return response.headers("Retry-After").stream()
                .limit(MOST_FIELDS)
                .map(String::strip)
                .flatMap(value -> read(value, reference).stream())
                .max(Duration::compareTo)
                .map(RetryAfter::bounded);
    }

    private static RetryAfter bounded(Duration asked) {
        boolean tooLong = asked.compareTo(LONGEST_WAIT) > 0;
        return new RetryAfter(tooLong ? LONGEST_WAIT : asked, tooLong);
    }

    private static Optional<Duration> read(String value, Instant reference) {
        if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(seconds(value));
        }
        return HttpDate.parse(value, reference)
                .map(date -> Duration.between(reference, date))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    private static Duration seconds(String digits) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        String number = digits.substring(start);
        return number.length() > MOST_DIGITS ? LONGEST_WAIT.plusSeconds(1) : Duration.ofSeconds(Long.parseLong(number));
    }
}

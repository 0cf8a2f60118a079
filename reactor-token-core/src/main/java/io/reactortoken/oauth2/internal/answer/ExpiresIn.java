package io.reactortoken.oauth2.internal.answer;

import io.reactortoken.FailureKind;
import io.reactortoken.oauth2.internal.body.Malformed;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The lifetime that a server states, in seconds (RFC 6749 section 5.1; R6749-27 to R6749-29, TE-075 to TE-090). Never
 * coerced: what is not a number of seconds is refused, and what is too large saturates.
 */
final class ExpiresIn {

    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE / 1_000);
    private static final int MAX_DIGITS = 18;

    private ExpiresIn() {}

    /** Null where the server does not say. */
    static @Nullable Duration read(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return seconds(parser.getString());
        }
        if (token == JsonToken.VALUE_STRING) {
            return digits(parser.getString()).orElseThrow(ExpiresIn::notSeconds);
        }
        throw notSeconds();
    }

    /** Some servers write the number as a text. */
    static Optional<Duration> digits(String text) {
        boolean digits =
                !text.isEmpty() && text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(seconds(text)) : Optional.empty();
    }

    private static Duration seconds(String number) {
        BigDecimal value = parse(number);
        // the comparison looks at signs and magnitudes only: 1e999999999 must not be written out
        if (value.precision() - (long) value.scale() > MAX.precision()) {
            return Duration.ofSeconds(value.signum() * MAX.longValue());
        }
        if (value.stripTrailingZeros().scale() > 0) {
            throw notSeconds();
        }
        return Duration.ofSeconds(value.min(MAX).max(MAX.negate()).longValue());
    }

    /** At most 64 characters, by the parser's limit; an exponent beyond an {@code int} is as good as the largest. */
    private static BigDecimal parse(String number) {
        try {
            return new BigDecimal(number);
        } catch (NumberFormatException exponentTooLarge) {
            if (number.toLowerCase(Locale.ROOT).contains("e-")) {
                throw notSeconds();
            }
            return number.startsWith("-") ? MAX.negate() : MAX;
        }
    }

    static Malformed notSeconds() {
        return Malformed.of(
                FailureKind.BAD_TYPE,
                "expires_in is not a whole number of seconds",
                Malformed.OWNER + "; or AnswerPolicy.lenientLifetime()");
    }
}

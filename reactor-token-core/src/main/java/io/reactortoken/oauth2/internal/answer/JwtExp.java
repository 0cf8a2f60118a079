package io.reactortoken.oauth2.internal.answer;

import io.reactortoken.oauth2.internal.body.JsonObject;
import io.reactortoken.oauth2.internal.body.Malformed;
import io.reactortoken.transport.TransportResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The {@code exp} of a token that happens to be a JWT (RFC 7519 section 4.1.4). A token is opaque to a client (RFC 9068
 * section 6), so that this decides nothing unless the user asked for it; else it only makes a remark.
 */
final class JwtExp {

    private static final int LONGEST = 64 * 1024;
    private static final BigDecimal LAST = BigDecimal.valueOf(Instant.MAX.getEpochSecond());

    private JwtExp() {}

    /** Empty where the token is no JWT, or says nothing that can be read. */
    static Optional<Instant> of(String token) {
        String[] parts = token.length() > LONGEST ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3 || parts[1].isEmpty()) {
            return Optional.empty();
        }
        try {
            return read(Base64.getUrlDecoder().decode(parts[1]));
        } catch (IllegalArgumentException | Malformed noJwt) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> read(byte[] claims) {
        AtomicReference<Optional<Instant>> exp = new AtomicReference<>(Optional.empty());
        JsonObject.read(new TransportResponse(0, Map.of(), claims), (name, parser) -> {
            if (name.equals("exp")) {
                exp.set(instant(parser));
            }
            parser.skipChildren();
        });
        return exp.get();
    }

    private static Optional<Instant> instant(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            return Optional.empty();
        }
        BigDecimal seconds = new BigDecimal(parser.getString());
        boolean isDate = seconds.signum() >= 0 && seconds.precision() - (long) seconds.scale() <= LAST.precision();
        return isDate && seconds.compareTo(LAST) <= 0
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }
}

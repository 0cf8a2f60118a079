package io.reactortoken.doctor;

import io.reactortoken.oauth2.internal.body.Echo;
import io.reactortoken.oauth2.internal.body.JsonMembers;
import io.reactortoken.oauth2.internal.body.JsonObject;
import io.reactortoken.oauth2.internal.body.Malformed;
import io.reactortoken.transport.TransportResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a JWT says of itself (RFC 7519), by members that are known and no others. For a report and for nothing else: a token
 * is opaque to its client (RFC 9068 section 6). <b>The signature is not checked.</b>
 *
 * @param header of the members that are known, as text
 * @param claims of the members that are known, as text
 */
record Jwt(Map<String, String> header, Map<String, String> claims) {

    private static final int LONGEST = 64 * 1024;
    private static final int LONGEST_VALUE = 200;
    private static final int LONGEST_ALL = 500;
    private static final int MOST_ELEMENTS = 20;
    private static final Set<String> HEADER = Set.of("alg", "typ", "kid");
    private static final Set<String> CLAIMS =
            Set.of("iss", "aud", "scope", "scp", "client_id", "azp", "exp", "nbf", "iat", "cnf");

    /** Empty where the token is no JWT that can be read. */
    static Optional<Jwt> parse(String token, Echo echo) {
        String[] parts = token.length() > LONGEST ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Jwt(read(parts[0], HEADER, echo), read(parts[1], CLAIMS, echo)));
        } catch (IllegalArgumentException | Malformed noJwt) {
            return Optional.empty();
        }
    }

    private static Map<String, String> read(String part, Set<String> known, Echo echo) {
        Map<String, String> members = new LinkedHashMap<>();
        JsonMembers taker = (name, parser) -> {
            if (known.contains(name)) {
                members.put(name, echo.show(value(parser), LONGEST_ALL));
            }
            parser.skipChildren();
        };
        byte[] json = Base64.getUrlDecoder().decode(part);
        JsonObject.read(new TransportResponse(0, Map.of(), json), taker);
        return members;
    }

    /** An array's texts, an object's names, anything else as it stands. */
    private static String value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
            return elements(parser, token);
        }
        String text = parser.getString();
        return cut(text == null ? "null" : text);
    }

    private static String elements(JsonParser parser, JsonToken start) {
        boolean object = start == JsonToken.START_OBJECT;
        JsonToken end = object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
        List<String> elements = new ArrayList<>();
        while (parser.nextToken() != end) {
            String text = object ? parser.currentName() : parser.getString();
            if (object) {
                parser.nextToken();
            }
            parser.skipChildren();
            if (elements.size() < MOST_ELEMENTS && text != null) {
                elements.add(cut(text));
            }
        }
        return String.join(" ", elements);
    }

    private static String cut(String text) {
        return Words.clean(text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + ".." : text);
    }

    Optional<Long> seconds(String claim) {
        String text = claims.getOrDefault(claim, "");
        return text.matches("[0-9]{1,11}(\\.[0-9]+)?")
                ? Optional.of(Long.valueOf(text.replaceFirst("\\..*", "")))
                : Optional.empty();
    }

    String claim(String name) {
        return claims.getOrDefault(name, "");
    }
}

package io.reactortoken.secrets.vault;

import io.reactortoken.oauth2.internal.body.JsonObject;
import io.reactortoken.transport.TransportResponse;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One JSON object: what of Vault's answers is looked at, and requests of a few texts. Has no text of its own. */
final class VaultJson {

    private static final JsonFactory JSON = JsonFactory.builder().build();

    private final Map<String, Object> members;

    /** Numbers, booleans and null, as they are written. */
    private record Literal(String text) {}

    private VaultJson(Map<String, Object> members) {
        this.members = members;
    }

    /** Reads a body within limits; throws Malformed if it is not one object. */
    static VaultJson read(TransportResponse response) {
        Map<String, Object> members = new LinkedHashMap<>();
        JsonObject.read(response, (name, parser) -> members.put(name, value(parser)));
        return new VaultJson(members);
    }

    private static Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                object.put(name, value(parser));
            }
            return new VaultJson(object);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> array = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(parser));
            }
            return array;
        }
        return token == JsonToken.VALUE_STRING ? parser.getString() : new Literal(parser.getString());
    }

    /** An object of texts, for the body of a request. */
    static VaultJson of(Map<String, String> texts) {
        return new VaultJson(new LinkedHashMap<>(texts));
    }

    Optional<VaultJson> object(String name) {
        return members.get(name) instanceof VaultJson object ? Optional.of(object) : Optional.empty();
    }

    /** A text that is not empty. */
    Optional<String> text(String name) {
        return members.get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /** A number or a boolean, as it is written; empty if there is none. */
    String literal(String name) {
        return members.get(name) instanceof Literal literal ? literal.text() : "";
    }

    /** A whole number of seconds, and such; zero if there is none. */
    long number(String name) {
        String digits = literal(name);
        return digits.matches("[0-9]{1,15}") ? Long.parseLong(digits) : 0;
    }

    /** Whether one of the texts in an array contains another one. */
    boolean mentions(String name, String part) {
        return members.get(name) instanceof List<?> array
                && array.stream().anyMatch(element -> element instanceof String text && text.contains(part));
    }

    String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(generator, this);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, @Nullable Object value) {
        if (value instanceof VaultJson object) {
            generator.writeStartObject();
            object.members.forEach((name, member) -> {
                generator.writeName(name);
                write(generator, member);
            });
            generator.writeEndObject();
        } else if (value instanceof List<?> array) {
            generator.writeStartArray();
            array.forEach(element -> write(generator, element));
            generator.writeEndArray();
        } else if (value instanceof Literal literal) {
            generator.writeRawValue(literal.text());
        } else {
            generator.writeString((String) value);
        }
    }

    /** Tells the number of members, because any of them may be a secret. */
    @Override
    public String toString() {
        return "VaultJson[" + members.size() + " members]";
    }
}

package io.reactortoken.credential;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure.Code;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** One member of the JSON object that a secret is. The parser's messages quote the text, so they go nowhere. */
final class JsonField {

    private static final JsonFactory JSON = JsonFactory.builder().build();

    private final String source;
    private final String field;

    JsonField(String source, String field) {
        this.source = source;
        this.field = field;
    }

    Secret of(Secret document) {
        Set<String> names = new TreeSet<>();
        String value;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), document.reveal())) {
            value = find(parser, names);
        } catch (JacksonException malformed) {
            throw refuse("is not a JSON object", "take jsonField(..) away, or store an object");
        }
        if (value == null) {
            throw refuse("has no text " + field, "it has: " + String.join(", ", names));
        }
        return SecretText.from(source + "#" + field).read(value);
    }

    private @Nullable String find(JsonParser parser, Set<String> names) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw refuse("is not a JSON object", "take jsonField(..) away, or store an object");
        }
        String found = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            names.add(name);
            boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
            found = isText && name.equals(field) ? parser.getString() : found;
            parser.skipChildren();
        }
        return found;
    }

    private TokenCredentialException refuse(String what, String check) {
        return SecretText.failure(Code.CRD_P, "the secret from " + source + " " + what, "H-SECRET", check);
    }
}

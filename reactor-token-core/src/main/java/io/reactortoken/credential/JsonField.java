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
            throw notAnObject();
        }
        if (value == null) {
            String there = names.isEmpty() ? "no member" : String.join(", ", names);
            throw refuse(names.contains(field) ? "is no text" : "is missing", "the document has: " + there);
        }
        return SecretText.from(name()).read(value);
    }

    private @Nullable String find(JsonParser parser, Set<String> names) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw notAnObject();
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

    private String name() {
        return "the secret from " + source + "#" + field;
    }

    private TokenCredentialException notAnObject() {
        return refuse(
                "cannot be read: the document is not a JSON object", "take jsonField(..) away, or store an object");
    }

    private TokenCredentialException refuse(String what, String check) {
        return SecretText.failure(Code.CRD_P, name() + " " + what, "H-SECRET", check);
    }
}

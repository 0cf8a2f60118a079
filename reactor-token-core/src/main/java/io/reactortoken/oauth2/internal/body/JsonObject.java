package io.reactortoken.oauth2.internal.body;

import io.reactortoken.FailureKind;
import io.reactortoken.transport.TransportResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * One JSON object and nothing after it, under limits. What the parser says never leaves this class: its messages quote
 * the document. Nothing that was read stays behind in a shared buffer or symbol table.
 *
 * @since 0.1.0
 */
public final class JsonObject {

    private static final int MOST_MEMBERS = 1_000;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(64)
                    .maxStringLength(1 << 20)
                    .maxTokenCount(20_000)
                    .build())
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    private final TransportResponse response;
    private final String text;
    private boolean open;

    private JsonObject(TransportResponse response) {
        this.response = response;
        this.text = ResponseText.of(response);
    }

    /**
     * Reads the body of an answer.
     *
     * @param response whose body it is
     * @param members takes each member
     * @throws Malformed if it is not one JSON object within the limits
     */
    public static void read(TransportResponse response, JsonMembers members) {
        new JsonObject(response).read(members);
    }

    private void read(JsonMembers members) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw ResponseText.notAnObject(text, response);
            }
            open = true;
            readMembers(parser, members);
            open = false;
            if (parser.nextToken() != null) {
                throw Malformed.of(FailureKind.NOT_JSON, "the answer goes on after the JSON object", Malformed.PROXY);
            }
        } catch (StreamConstraintsException tooComplex) {
            throw tooComplex();
        } catch (JacksonException notJson) {
            throw open && isAtEnd(notJson) ? cutOff() : ResponseText.notAnObject(text, response);
        }
    }

    private static void readMembers(JsonParser parser, JsonMembers members) {
        int count = 0;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            if (++count > MOST_MEMBERS) {
                throw tooComplex();
            }
            String name = parser.currentName();
            parser.nextToken();
            members.take(name, parser);
        }
    }

    private boolean isAtEnd(JacksonException notJson) {
        return notJson.getLocation().getCharOffset() >= text.length();
    }

    private Malformed cutOff() {
        return Malformed.lost(
                FailureKind.NOT_JSON,
                "the answer is a JSON object that is cut off after " + text.length() + " characters",
                "a proxy or a limit in between? the server's Content-Length fits what arrived");
    }

    private static Malformed tooComplex() {
        return Malformed.of(
                FailureKind.TOO_COMPLEX,
                "the answer is too deep, or has too many members or too long a number",
                Malformed.PROXY);
    }
}

package io.reactortoken.oauth2;

import io.reactortoken.TokenResponseException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The members of a token endpoint's JSON object that matter (RFC 6749 sections 5.1 and 5.2). What the parser says never
 * leaves this class: its messages quote the document.
 */
final class ResponseMembers {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(64)
                    .maxStringLength(1 << 20)
                    .maxTokenCount(4_000)
                    .build())
            .build();

    String accessToken = "";
    String tokenType = "";

    @Nullable
    String scope;

    @Nullable
    Duration lifetime;

    String error = "";
    String description = "";

    private ResponseMembers() {}

    /** A success must be one JSON object, and nothing after it. */
    static ResponseMembers parse(byte[] body) {
        if (body.length == 0) {
            throw TokenAnswer.malformed("the answer is empty", "is this the token endpoint?");
        }
        ResponseMembers members = new ResponseMembers();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw notAnObject(body);
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                members.take(name, parser);
            }
            if (parser.nextToken() != null) {
                throw TokenAnswer.malformed("the answer goes on after the JSON object", "is a proxy in between?");
            }
        } catch (JacksonException notJson) {
            throw notAnObject(body);
        }
        return members;
    }

    /** An error may be anything; what cannot be read is as if it were not there. */
    static ResponseMembers ofError(byte[] body) {
        try {
            return parse(body);
        } catch (TokenResponseException unreadable) {
            return new ResponseMembers();
        }
    }

    private void take(String name, JsonParser parser) {
        switch (name) {
            case "access_token" -> accessToken = text(name, parser);
            case "token_type" -> tokenType = text(name, parser);
            case "scope" -> scope = parser.currentToken() == JsonToken.VALUE_NULL ? null : text(name, parser);
            case "expires_in" -> lifetime = ExpiresIn.read(parser);
            case "error" -> error = textOrNothing(parser);
            case "error_description" -> description = textOrNothing(parser);
            default -> parser.skipChildren();
        }
    }

    private static String text(String name, JsonParser parser) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw TokenAnswer.malformed("the member " + name + " is not a string", "ask the server's owner");
        }
        return parser.getString();
    }

    private static String textOrNothing(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        parser.skipChildren();
        return "";
    }

    private static TokenResponseException notAnObject(byte[] body) {
        boolean html = body[0] == '<';
        return TokenAnswer.malformed(
                html ? "the answer is HTML or XML, not JSON" : "the answer is not a JSON object",
                "check the path of the token URI; a login page, a proxy or a firewall may have answered");
    }
}

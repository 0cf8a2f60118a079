package io.reactortoken.oauth2;

import io.reactortoken.TokenResponseException;
import io.reactortoken.transport.TransportResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * The members of a token endpoint's JSON object that matter (RFC 6749 sections 5.1 and 5.2). What the parser says never
 * leaves this class: its messages quote the document.
 *
 * <p>A member of the wrong type is a {@link #fault} of a success only: it must not hide the error beside it.
 */
final class ResponseMembers {

    private static final int LONGEST_ERROR = 64;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(64)
                    .maxStringLength(1 << 20)
                    .maxTokenCount(4_000)
                    .build())
            .build();

    String accessToken = "";
    String tokenType = "";

    /** Null where the server does not say: granted is what was asked for. */
    @Nullable
    Set<String> scopes;

    @Nullable
    Duration lifetime;

    /** Empty where there is none that can be shown. */
    String error = "";

    String description = "";

    /** The server said {@code error}, in a text or in one too long to show. */
    boolean refused;

    final MemberNames names = new MemberNames();
    private final Set<String> seen = new HashSet<>();
    private @Nullable TokenResponseException fault;

    private ResponseMembers() {}

    /** One JSON object, and nothing after it. */
    static ResponseMembers parse(TransportResponse response) {
        String text = ResponseText.of(response);
        ResponseMembers members = new ResponseMembers();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw ResponseText.notAnObject(text, response);
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                members.take(name, parser);
            }
            if (parser.nextToken() != null) {
                throw TokenAnswer.malformed("the answer goes on after the JSON object", "is a proxy in between?");
            }
        } catch (StreamConstraintsException tooComplex) {
            throw TokenAnswer.malformed(
                    "the answer is too deep, or has too many members or too long a number", "is a proxy in between?");
        } catch (JacksonException notJson) {
            throw ResponseText.notAnObject(text, response);
        }
        return members;
    }

    /** An error may be anything; what cannot be read is as if it were not there. */
    static ResponseMembers ofError(TransportResponse response) {
        try {
            return parse(response);
        } catch (TokenResponseException unreadable) {
            return new ResponseMembers();
        }
    }

    /** Throws what is wrong with the members of a success. */
    void requireFaultless() {
        if (fault != null) {
            throw fault;
        }
    }

    private void take(String name, JsonParser parser) {
        switch (name) {
            case "access_token", "token_type", "scope", "expires_in" -> {
                once(name);
                takeGranted(name, parser);
            }
            case "error" -> {
                once(name);
                String text = textOrNothing(parser);
                refused = !text.isEmpty();
                error = text.length() <= LONGEST_ERROR ? text : "";
            }
            case "error_description" -> {
                once(name);
                description = textOrNothing(parser);
            }
            default -> {
                names.other(name, parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : "");
                parser.skipChildren();
            }
        }
    }

    private void once(String name) {
        if (!seen.add(name)) {
            throw TokenAnswer.malformed("the answer has a duplicate member " + name, "is a proxy in between?");
        }
    }

    private void takeGranted(String name, JsonParser parser) {
        try {
            switch (name) {
                case "access_token" -> accessToken = text(name, parser);
                case "token_type" -> tokenType = text(name, parser);
                case "scope" -> scopes = ScopeTokens.read(parser);
                default -> lifetime = ExpiresIn.read(parser);
            }
        } catch (TokenResponseException badType) {
            fault = fault == null ? badType : fault;
            parser.skipChildren();
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
}

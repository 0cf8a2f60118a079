package io.reactortoken.cli;

import io.reactortoken.TokenFailure;
import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One JSON object on one line, for programs. */
final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static String object(Consumer<JsonGenerator> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    static String error(TokenFailure failure) {
        return object(json -> {
            json.writeName("error");
            json.writeStartObject();
            json.writeStringProperty("code", failure.code().label());
            json.writeStringProperty("hint", failure.hintId());
            json.writeNumberProperty("status", failure.status());
            json.writeStringProperty("oauth_error", failure.error());
            json.writeBooleanProperty("retryable", failure.isTransient());
            json.writeStringProperty("message", failure.message());
            json.writeEndObject();
        });
    }
}

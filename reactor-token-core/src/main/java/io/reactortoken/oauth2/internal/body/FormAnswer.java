package io.reactortoken.oauth2.internal.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.FailureKind;
import io.reactortoken.transport.TransportResponse;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An answer as a form, as servers sent it before RFC 6749. Read only where the user allows it: it is rewritten as the
 * JSON object that it should have been, and then read like one.
 *
 * @since 0.1.0
 */
public final class FormAnswer {

    private static final int MOST_MEMBERS = 1_000;
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private FormAnswer() {}

    /**
     * Rewrites a form as a JSON object.
     *
     * @param form an answer
     * @return the answer with a JSON object as its body, or the answer itself if it is no form
     * @throws Malformed if it is a form that cannot be read
     */
    public static TransportResponse rewrite(TransportResponse form) {
        String text = new String(form.body(), UTF_8);
        if (!ResponseText.isForm(text)) {
            return form;
        }
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), json)) {
            generator.writeStartObject();
            for (String pair : pairs(text)) {
                int equals = pair.indexOf('=');
                generator.writeName(decode(equals < 0 ? pair : pair.substring(0, equals)));
                generator.writeString(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
            generator.writeEndObject();
        }
        Map<String, List<String>> coding = Map.of("Content-Encoding", form.headers("Content-Encoding"));
        return new TransportResponse(form.status(), coding, json.toString().getBytes(UTF_8));
    }

    private static String[] pairs(String text) {
        String[] pairs = text.strip().split("&", MOST_MEMBERS + 1);
        if (pairs.length > MOST_MEMBERS) {
            throw Malformed.of(FailureKind.TOO_COMPLEX, "the answer has too many members", Malformed.PROXY);
        }
        return pairs;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException badEscape) {
            throw Malformed.of(FailureKind.NOT_JSON, "the answer is a form with a bad escape", Malformed.OWNER);
        }
    }
}

package io.reactortoken.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * What an API was sent, and what it answered, as it may be shown: neither the token nor a cookie, wherever they stand.
 *
 * @param url shown without its query
 * @param sent how often the request was sent
 * @param asked the headers of the last request
 * @param status the HTTP status
 * @param answered the headers of the answer
 * @param body its beginning, as text
 * @param cut whether it goes on
 */
record ApiAnswer(
        URI url,
        int sent,
        List<Map.Entry<String, String>> asked,
        int status,
        List<Map.Entry<String, String>> answered,
        String body,
        boolean cut) {

    private static final String HIDDEN = "[hidden]";
    private static final Set<String> SECRET = Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

    void print(PrintWriter out) {
        out.println("> GET " + target());
        asked.forEach(header -> out.println("> " + line(header)));
        if (sent > 1) {
            out.println("* sent " + sent + " times: the API refused the first token");
        }
        out.println("< HTTP " + status);
        answered.forEach(header -> out.println("< " + line(header)));
        if (!body.isEmpty()) {
            out.println();
            out.println(text());
        }
        if (cut) {
            out.println("* the body goes on; its first " + ApiCall.MOST_BYTES / 1024 + " KiB are shown");
        }
    }

    private String target() {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return path + (url.getRawQuery() == null ? "" : "?..");
    }

    private String line(Map.Entry<String, String> header) {
        return Text.visible(header.getKey()) + ": " + value(header);
    }

    private String value(Map.Entry<String, String> header) {
        String value = header.getValue();
        if (!SECRET.contains(header.getKey().toLowerCase(Locale.ROOT))) {
            return Text.visible(redacted(value));
        }
        int space = value.indexOf(' ');
        boolean scheme = header.getKey().equalsIgnoreCase("authorization") && space > 0;
        return scheme ? value.substring(0, space) + " " + HIDDEN : HIDDEN;
    }

    private String redacted(String text) {
        String token = token();
        return token.isEmpty() ? text : text.replace(token, HIDDEN);
    }

    /** What was sent to the API: an API that sends it back must not put it on the screen. */
    private String token() {
        return asked.stream()
                .filter(header -> header.getKey().equalsIgnoreCase("authorization"))
                .map(header -> header.getValue().substring(header.getValue().indexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }

    /** Line by line, so that its own line ends are kept. */
    private String text() {
        return String.join("\n", redacted(body).lines().map(Text::visible).toList());
    }

    String toJson() {
        return Json.object(json -> {
            json.writeNumberProperty("status", status);
            json.writeNumberProperty("sent", sent);
            headers(json, "request_headers", asked);
            headers(json, "response_headers", answered);
            json.writeStringProperty("body", text());
            json.writeBooleanProperty("body_cut", cut);
        });
    }

    private void headers(JsonGenerator json, String name, List<Map.Entry<String, String>> headers) {
        json.writeName(name);
        json.writeStartArray();
        for (Map.Entry<String, String> header : headers) {
            json.writeStartArray();
            json.writeString(header.getKey());
            json.writeString(value(header));
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}

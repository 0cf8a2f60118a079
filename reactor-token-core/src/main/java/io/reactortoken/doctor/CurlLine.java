package io.reactortoken.doctor;

import io.reactortoken.oauth2.Examination;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The request as a command for a shell (TM-36): credentials are variables, and so is whatever might be one. */
final class CurlLine {

    private static final String NEXT = " \\\n    ";

    private final Sent sent;
    private final Examination request;

    CurlLine(Sent sent, Examination request) {
        this.sent = sent;
        this.request = request;
    }

    String text() {
        List<String> words = new ArrayList<>();
        words.add("curl -sS -i -X POST " + quoted(url()));
        words.add("-H 'Accept: application/json'");
        if (sent.scheme().equals("Basic")) {
            words.add("-u \"$CLIENT_ID:$CLIENT_SECRET\"");
        } else if (!sent.scheme().isEmpty()) {
            words.add("-H \"Authorization: $AUTHORIZATION\"");
        }
        sent.parameters().forEach(parameter -> words.add("--data-urlencode " + data(parameter.name())));
        return String.join(NEXT, words);
    }

    /** A masked query is a variable: it may be a credential. */
    private String url() {
        int query = sent.url().indexOf("?(");
        return query < 0 ? sent.url() : sent.url().substring(0, query) + "?QUERY";
    }

    private String data(String name) {
        Map<String, String> known = Map.of(
                "grant_type", grantType(),
                "scope", String.join(" ", request.scopes()));
        String value = known.get(name);
        if (value != null && !value.isEmpty()) {
            return quoted(name + "=" + value);
        }
        return "\"" + shellWord(name) + "=$" + variable(name) + "\"";
    }

    private String grantType() {
        String label = request.grant();
        return switch (label) {
            case "jwt-bearer", "token-exchange" -> "urn:ietf:params:oauth:grant-type:" + label;
            default -> label;
        };
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
    }

    /** A parameter's name is a word of RFC 6749 appendix A, or it would not have been accepted. */
    private static String shellWord(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /** For a shell: nothing within is expanded. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

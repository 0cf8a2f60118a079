package io.reactortoken.oauth2.internal.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.FailureKind;
import io.reactortoken.transport.TransportResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * A body as text. JSON is UTF-8 whatever the charset parameter says (RFC 8259 section 8.1); bytes that are not become
 * U+FFFD, which no token may hold. What the body looks like is told in our own words, never quoted.
 */
final class ResponseText {

    private static final int MOST_BYTES = 1 << 20;
    private static final int OK = 200;
    private static final Set<String> CODINGS =
            Set.of("gzip", "x-gzip", "deflate", "br", "zstd", "compress", "identity");
    private static final int LOOKED_AT = 256;
    private static final String PATH = "wrong path, login page, proxy or firewall?";

    private ResponseText() {}

    static String of(TransportResponse response) {
        byte[] body = response.body();
        if (body.length > MOST_BYTES) {
            throw Malformed.of(FailureKind.TOO_LARGE, "the answer is larger than 1 MiB", "H-HTML", PATH);
        }
        requireNoCoding(response);
        String encoding = encoding(body);
        if (!encoding.isEmpty()) {
            throw Malformed.of(
                    FailureKind.ENCODING, "the answer is " + encoding + ", not JSON in UTF-8", Malformed.PROXY);
        }
        String text = new String(body, UTF_8);
        String start = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (start.isBlank()) {
            throw empty(response);
        }
        return start;
    }

    /** A load balancer that lost its server says 200 and nothing; 204 and blanks are somebody's intention. */
    private static Malformed empty(TransportResponse response) {
        String what = "the answer is empty";
        String check = "is this the token endpoint, and not a load balancer without one?";
        return response.status() == OK && response.body().length == 0
                ? Malformed.lost(FailureKind.EMPTY, what, check)
                : Malformed.of(FailureKind.EMPTY, what, check);
    }

    /** None was asked for, so that none is undone. Only names that are known are told: a header may say anything. */
    private static void requireNoCoding(TransportResponse response) {
        for (String coding : response.headers("Content-Encoding")) {
            String name = coding.strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty() && !name.equals("identity")) {
                boolean known =
                        Arrays.stream(name.split(",", -1)).map(String::strip).allMatch(CODINGS::contains);
                throw Malformed.of(
                        FailureKind.ENCODING,
                        "the answer has " + (known ? "the Content-Encoding " + name : "an unknown Content-Encoding"),
                        "no encoding was asked for; " + Malformed.PROXY);
            }
        }
    }

    /** What the first bytes say, where that is not UTF-8; a JSON text in UTF-8 holds no zero byte. */
    private static String encoding(byte[] body) {
        int first = body.length < 2 ? 0x2020 : ((body[0] & 0xff) << 8) | (body[1] & 0xff);
        if (first == 0x1f8b) {
            return "compressed with gzip";
        }
        boolean wide = first == 0xfeff || first == 0xfffe || first >> 8 == 0 || (first & 0xff) == 0;
        return wide ? "in UTF-16 or UTF-32" : "";
    }

    static boolean isPage(TransportResponse response) {
        return start(new String(response.body(), UTF_8)).startsWith("<");
    }

    static boolean isForm(String text) {
        String start = start(text);
        return start.startsWith("access_token=") || (!start.startsWith("{") && start.contains("&access_token="));
    }

    private static String start(String text) {
        return text.substring(0, Math.min(text.length(), LOOKED_AT)).strip().toLowerCase(Locale.ROOT);
    }

    /** What it is instead of a JSON object. */
    static Malformed notAnObject(String text, TransportResponse response) {
        String start = start(text);
        String size = " (" + response.body().length + " bytes)";
        String type = response.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html")
                || start.startsWith("<html")
                || (start.startsWith("<") && type.startsWith("text/html"))) {
            return Malformed.of(FailureKind.HTML, "the answer is an HTML page" + size, "H-HTML", PATH);
        }
        if (start.startsWith("<")) {
            return Malformed.of(FailureKind.NOT_JSON, "the answer is HTML or XML, not JSON" + size, "H-HTML", PATH);
        }
        if (isForm(text)) {
            return Malformed.of(
                    FailureKind.NOT_JSON,
                    "the answer is a form, not JSON" + size,
                    "H-FORM",
                    "is there a URI for version 2 of this endpoint? if not, AnswerPolicy.acceptForm()");
        }
        if (start.equals("null")) {
            return Malformed.of(FailureKind.NOT_JSON, "the answer is JSON null, object expected", Malformed.OWNER);
        }
        return Malformed.of(FailureKind.NOT_JSON, "the answer is not one JSON object" + size, PATH);
    }
}

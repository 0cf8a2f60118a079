package io.reactortoken.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.TokenResponseException;
import io.reactortoken.transport.TransportResponse;
import java.util.Locale;

/**
 * A body as text. JSON is UTF-8 whatever the charset parameter says (RFC 8259 section 8.1); bytes that are not become
 * U+FFFD, which no token may hold. What the body looks like is told in our own words, never quoted.
 */
final class ResponseText {

    private static final int MOST_BYTES = 1 << 20;
    private static final String PATH =
            "check the path of the token URI; a login page, a proxy or a firewall may answer";

    private ResponseText() {}

    static String of(TransportResponse response) {
        byte[] body = response.body();
        if (body.length > MOST_BYTES) {
            throw TokenAnswer.malformed("the answer is larger than 1 MiB", PATH);
        }
        String encoding = encoding(body);
        if (!encoding.isEmpty()) {
            throw TokenAnswer.malformed("the answer is " + encoding + ", not JSON in UTF-8", "is a proxy in between?");
        }
        String text = new String(body, UTF_8);
        String start = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (start.isBlank()) {
            throw TokenAnswer.malformed(
                    "the answer is empty", "is this the token endpoint, and not a load balancer without one?");
        }
        return start;
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

    static TokenResponseException notAnObject(String text, TransportResponse response) {
        String start = text.substring(0, Math.min(text.length(), 256)).strip().toLowerCase(Locale.ROOT);
        String size = " (" + response.body().length + " bytes)";
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            return TokenAnswer.malformed("the answer is an HTML page" + size, "H-HTML", PATH);
        }
        if (start.startsWith("<")) {
            return TokenAnswer.malformed("the answer is HTML or XML, not JSON" + size, "H-HTML", PATH);
        }
        if (start.startsWith("access_token=") || start.contains("&access_token=")) {
            return TokenAnswer.malformed(
                    "the answer is a form, not JSON" + size,
                    "H-FORM",
                    "is there a URI for version 2 of this endpoint?");
        }
        String coding = response.header("Content-Encoding").orElse("identity");
        return coding.equalsIgnoreCase("identity")
                ? TokenAnswer.malformed("the answer is not one JSON object" + size, PATH)
                : TokenAnswer.malformed(
                        "the answer is not JSON; its Content-Encoding is '" + ErrorMapper.sanitise(coding, 32) + "'",
                        "no encoding was asked for; is a proxy in between?");
    }
}

package io.reactortoken.oauth2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The {@code application/x-www-form-urlencoded} body of a token request (RFC 6749 appendix B): UTF-8, a space is
 * {@code +}, everything but {@code A-Z a-z 0-9 * - . _} is percent-encoded in upper case.
 */
final class FormParameters {

    private final List<Map.Entry<String, String>> parameters = new ArrayList<>();

    FormParameters add(String name, String value) {
        parameters.add(Map.entry(name, value));
        return this;
    }

    byte[] encode() {
        StringBuilder form = new StringBuilder();
        for (Map.Entry<String, String> parameter : parameters) {
            if (form.length() > 0) {
                form.append('&');
            }
            form.append(encode(parameter.getKey())).append('=').append(encode(parameter.getValue()));
        }
        return form.toString().getBytes(US_ASCII);
    }

    /** Every name with the length of its value. */
    String describe() {
        return parameters.stream()
                .map(parameter ->
                        parameter.getKey() + "(" + parameter.getValue().length() + ")")
                .collect(Collectors.joining(", "));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** Whether every surrogate is one of a pair. */
    static boolean isUnicode(String text) {
        return UTF_8.newEncoder().canEncode(text);
    }
}

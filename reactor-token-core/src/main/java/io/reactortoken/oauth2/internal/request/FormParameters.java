package io.reactortoken.oauth2.internal.request;

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
 *
 * @since 0.1.0
 */
public final class FormParameters {

    private final List<Map.Entry<String, String>> parameters = new ArrayList<>();

    /**
     * Adds a parameter.
     *
     * @param name not there yet, unless it is one that may be repeated
     * @param value as it is before encoding
     * @return this
     */
    public FormParameters add(String name, String value) {
        parameters.add(Map.entry(name, value));
        return this;
    }

    /**
     * Tells whether there is such a parameter.
     *
     * @param name a name
     * @return whether it was added
     */
    public boolean contains(String name) {
        return parameters.stream().anyMatch(parameter -> parameter.getKey().equals(name));
    }

    /** {@return the body} */
    public byte[] encode() {
        StringBuilder form = new StringBuilder();
        for (Map.Entry<String, String> parameter : parameters) {
            if (form.length() > 0) {
                form.append('&');
            }
            form.append(encode(parameter.getKey())).append('=').append(encode(parameter.getValue()));
        }
        return form.toString().getBytes(US_ASCII);
    }

    /** {@return every name with the length of its value} */
    public String describe() {
        return parameters.stream()
                .map(parameter ->
                        parameter.getKey() + "(" + parameter.getValue().length() + ")")
                .collect(Collectors.joining(", "));
    }

    /**
     * Encodes a text.
     *
     * @param text well-formed Unicode
     * @return the text as it stands in a form
     */
    public static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /**
     * Tells whether every surrogate is one of a pair.
     *
     * @param text any
     * @return whether it can be encoded
     */
    public static boolean isUnicode(String text) {
        return UTF_8.newEncoder().canEncode(text);
    }
}

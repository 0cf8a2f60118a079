package io.reactortoken.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a secret looks like after it was carried: in a form, in Base64 wherever it stands in there, in hex, in JSON. */
final class SecretForms {

    /** Base64 takes three bytes at a time: a text has another look after one and after two bytes. */
    private static final int OFFSETS = 3;

    private SecretForms() {}

    static Set<String> of(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(secret);
        forms.add(URLEncoder.encode(secret, UTF_8));
        forms.add(URLEncoder.encode(secret, UTF_8).replace("+", "%20"));
        forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
        byte[] bytes = secret.getBytes(UTF_8);
        forms.add(HexFormat.of().formatHex(bytes));
        forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
        for (int before = 0; before < OFFSETS; before++) {
            forms.add(inside(Base64.getEncoder(), bytes, before));
            forms.add(inside(Base64.getUrlEncoder(), bytes, before));
        }
        forms.removeIf(String::isEmpty);
        return forms;
    }

    /** The part of a Base64 text which these bytes alone decide, when so many bytes stand before them. */
    private static String inside(Base64.Encoder encoder, byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String text = encoder.withoutPadding().encodeToString(shifted);
        int start = (before * 8 + 5) / 6;
        int end = shifted.length * 8 / 6;
        return start < end ? text.substring(start, end) : "";
    }
}

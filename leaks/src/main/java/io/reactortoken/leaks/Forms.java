package io.reactortoken.leaks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The ways to write a value down. */
final class Forms {

    private static final int ALIGNMENTS = 3;

    private Forms() {}

    /** {@return raw, percent-encoded, JSON-escaped, hex, and base64 at all three alignments, in both alphabets} */
    static Set<String> of(String value) {
        Set<String> forms = new TreeSet<>();
        forms.add(value);
        String encoded = URLEncoder.encode(value, UTF_8);
        forms.add(encoded);
        forms.add(encoded.toLowerCase(Locale.ROOT));
        forms.add(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
        byte[] bytes = value.getBytes(UTF_8);
        forms.add(HexFormat.of().formatHex(bytes));
        forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
        for (int skipped = 0; skipped < Math.min(ALIGNMENTS, bytes.length); skipped++) {
            byte[] rest = Arrays.copyOfRange(bytes, skipped, bytes.length);
            forms.add(sure(Base64.getEncoder().withoutPadding().encodeToString(rest)));
            forms.add(sure(Base64.getUrlEncoder().withoutPadding().encodeToString(rest)));
        }
        return forms;
    }

    /** Without the end, which depends on what follows. */
    private static String sure(String base64) {
        return base64.substring(0, Math.max(0, base64.length() - 2));
    }
}

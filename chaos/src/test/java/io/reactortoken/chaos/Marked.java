package io.reactortoken.chaos;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Secrets and tokens that are found wherever they are shown: all begin with the same mark. */
final class Marked {

    /** Long enough that each alignment of Base64 leaves a piece which is always the same. */
    static final String MARK = "CNRYofTheChaosRun";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<String> FORMS = forms();

    private Marked() {}

    /** {@return a new secret} */
    static String text(String what) {
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        return MARK + "-" + what + "-" + HexFormat.of().formatHex(random);
    }

    /** Tells whether a text shows one: as it is, or its mark in hex or in Base64. */
    static boolean isIn(String shown) {
        return FORMS.stream().anyMatch(shown::contains);
    }

    private static Set<String> forms() {
        byte[] mark = MARK.getBytes(StandardCharsets.US_ASCII);
        String hex = HexFormat.of().formatHex(mark);
        Set<String> forms = new LinkedHashSet<>(Set.of(MARK, hex, hex.toUpperCase(Locale.ROOT)));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + mark.length];
            System.arraycopy(mark, 0, shifted, before, mark.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // the first and the last characters depend on what stands around it
            forms.add(encoded.substring(4, encoded.length() - 4));
        }
        return Set.copyOf(forms);
    }
}

package io.reactortoken.oauth2.internal.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.reactortoken.oauth2.internal.answer.Lint;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * What is odd about a client id and its secret, which are sent all the same (CS-02 to CS-10). Tells positions and code
 * points, never the text.
 *
 * @since 0.1.0
 */
public final class CredentialOddities {

    private static final int LONG_ID = 32;
    private static final int LONGEST_NAME = 60;
    private static final Pattern PERCENT = Pattern.compile("%[0-9A-Fa-f]{2}");

    private final String id;
    private final String text;
    private final String secret;
    private final List<Lint> found = new ArrayList<>(1);

    private CredentialOddities(String id, String text, String source) {
        this.id = id;
        this.text = text;
        String name = source.length() > LONGEST_NAME ? source.substring(0, LONGEST_NAME) + ".." : source;
        this.secret = "the secret from " + name + " ";
    }

    /**
     * Looks at a pair.
     *
     * @param id the client id
     * @param text the secret, as it is sent
     * @param source where it was read, for the texts
     * @return what is odd, the most telling first
     */
    public static List<Lint> of(String id, String text, String source) {
        CredentialOddities oddities = new CredentialOddities(id, text, source);
        oddities.swapped();
        oddities.encodedTwice();
        oddities.quoted();
        oddities.edges();
        oddities.odd();
        return List.copyOf(oddities.found);
    }

    private void tell(String lint, String what) {
        found.add(new Lint(lint, what, true));
    }

    /** CS-09. */
    private void swapped() {
        if (id.equals(text)) {
            tell("H-SWAP", secret + "is the client id");
        } else if (id.length() >= LONG_ID && text.length() < id.length() / 2 && !isUuid(id)) {
            tell("H-SWAP", secret + "is much shorter than the client id: are the two exchanged?");
        }
    }

    /** Many servers make client ids of that kind. */
    private static boolean isUuid(String id) {
        return id.length() == 36 && id.matches("[0-9a-fA-F-]{36}");
    }

    /** CS-10. */
    private void encodedTwice() {
        if (PERCENT.matcher(text).find()) {
            tell("H-DOUBLE", secret + "looks percent-encoded already: it is encoded when it is sent");
        } else if (isBasicPair()) {
            tell("H-DOUBLE", secret + "looks like the Base64 of id and secret: give the secret alone");
        }
    }

    private boolean isBasicPair() {
        try {
            String decoded = new String(Base64.getDecoder().decode(text), ISO_8859_1);
            return !id.isEmpty() && decoded.startsWith(id + ":");
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    /** CS-05: docker --env-file keeps the quotes that a shell would take away. */
    private void quoted() {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        if (text.length() > 1 && (first == '"' || first == '\'') && text.charAt(text.length() - 1) == first) {
            tell("L-QUOTES", secret + "is in quotes: are they part of it?");
        }
    }

    /** CS-02, CS-03: sources trim what they read, but for a program's own. */
    private void edges() {
        blankEdge(id).ifPresent(edge -> tell("L-ID-EDGE", "the client id " + edge));
        blankEdge(text).ifPresent(edge -> tell("L-EDGE", secret + edge));
    }

    private static Optional<String> blankEdge(String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        int first = value.codePointAt(0);
        int last = value.codePointBefore(value.length());
        if (isBlank(first)) {
            return Optional.of(String.format("begins with U+%04X: copied with a blank too many?", first));
        }
        return isBlank(last)
                ? Optional.of(String.format("ends in U+%04X: copied with a blank too many?", last))
                : Optional.empty();
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT
                || Character.isISOControl(c);
    }

    /** CS-04: a word processor's quotes, letters of another script, what nobody can see. */
    private void odd() {
        IntPredicate isOdd = c -> c > 0x7e && (!Character.isLetterOrDigit(c) || isLookAlike(c));
        int index = 0;
        while (index < text.length()) {
            int c = text.codePointAt(index);
            if (isOdd.test(c)) {
                tell(
                        "L-ODD",
                        secret
                                + String.format(
                                        "holds U+%04X at index %d: was it typed, or pasted from a page?", c, index));
                return;
            }
            index += Character.charCount(c);
        }
    }

    private static boolean isLookAlike(int c) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.CYRILLIC || script == Character.UnicodeScript.GREEK;
    }
}

package io.reactortoken.oauth2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.reactortoken.credential.Secret;
import io.reactortoken.oauth2.internal.answer.Lint;
import io.reactortoken.oauth2.internal.request.SecretReader;
import java.util.Base64;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is odd about a secret that is sent all the same: each is told once, and the secret is not (CS-04 to CS-10). */
final class SecretLints {

    private static final int LONGEST = 16 * 1024;
    private static final int LONG_ID = 32;
    private static final Pattern PERCENT = Pattern.compile("%[0-9A-Fa-f]{2}");

    private final RequestParts parts;
    private final LintLog log;

    /** The last one that was looked at: a secret that is sent a thousand times is looked at once. */
    private volatile @Nullable Secret seen;

    SecretLints(RequestParts parts, LintLog log) {
        this.parts = parts;
        this.log = log;
    }

    /** Fails if it is so long that it is none (CS-22). */
    void check(ClientCredential credential) {
        Secret secret = credential.secret();
        if (secret == seen) {
            return;
        }
        String text = secret.reveal();
        if (text.length() > LONGEST) {
            throw SecretReader.unusable("the secret from " + source(), "has more than " + LONGEST + " characters");
        }
        seen = secret;
        odd(text);
        quoted(text);
        swapped(credential.id(), text);
        encodedTwice(credential.id(), text);
    }

    private String source() {
        return parts.secret == null ? "" : parts.secret.description();
    }

    private void tell(String id, String what) {
        log.tell(new Lint(id, "the secret from " + source() + " " + what, true), parts.origin());
    }

    /** CS-04: a word processor's quotes, letters of another script, what nobody can see. */
    private void odd(String text) {
        IntPredicate isOdd = c -> c > 0x7e && (!Character.isLetterOrDigit(c) || isLookAlike(c));
        int index = 0;
        while (index < text.length()) {
            int c = text.codePointAt(index);
            if (isOdd.test(c)) {
                tell(
                        "L-ODD",
                        String.format("holds U+%04X at index %d: was it typed, or pasted from a page?", c, index));
                return;
            }
            index += Character.charCount(c);
        }
    }

    private static boolean isLookAlike(int c) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.CYRILLIC || script == Character.UnicodeScript.GREEK;
    }

    /** CS-05: docker --env-file keeps the quotes that a shell would take away. */
    private void quoted(String text) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        if (text.length() > 1 && (first == '"' || first == '\'') && text.charAt(text.length() - 1) == first) {
            tell("L-QUOTES", "is in quotes: are they part of it?");
        }
    }

    /** CS-09. */
    private void swapped(String id, String text) {
        if (id.equals(text)) {
            tell("H-SWAP", "is the client id");
        } else if (id.length() >= LONG_ID && text.length() < id.length() / 2 && !isUuid(id)) {
            tell("H-SWAP", "is much shorter than the client id: are the two exchanged?");
        }
    }

    /** Many servers make client ids of that kind. */
    private static boolean isUuid(String id) {
        return id.length() == 36 && id.matches("[0-9a-fA-F-]{36}");
    }

    /** CS-10. */
    private void encodedTwice(String id, String text) {
        if (PERCENT.matcher(text).find()) {
            tell("H-DOUBLE", "looks percent-encoded already: it is encoded when it is sent");
        } else if (isBasicPair(id, text)) {
            tell("H-DOUBLE", "looks like the Base64 of id and secret: give the secret alone");
        }
    }

    private static boolean isBasicPair(String id, String text) {
        try {
            String decoded = new String(Base64.getDecoder().decode(text), ISO_8859_1);
            return !id.isEmpty() && decoded.startsWith(id + ":");
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }
}

package io.reactortoken.test;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * A made-up secret for one test: no other text is like it, so that it is found wherever it leaks. It opens nothing.
 *
 * <pre>{@code
 * Canary secret = Canary.of("secret");
 * request.clientSecret(SecretSource.of(secret.text()));
 * ...
 * assertThat(secret.isIn(log)).isFalse();
 * }</pre>
 *
 * <p>Immutable. Unlike what holds a real secret, it shows itself: {@link #toString()} is its text.
 *
 * @since 0.1.0
 */
public final class Canary {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 12;
    /** As few characters of it are a leak: a log line may be cut. */
    private static final int RUN = 12;

    private final String text;
    private final Set<String> forms;

    private Canary(String text) {
        this.text = text;
        this.forms = SecretForms.of(text);
    }

    /**
     * Makes a new one.
     *
     * @param what stands in its text, to tell one from another: letters, digits and hyphens, at most 32
     * @return a canary of its own each time
     * @throws IllegalArgumentException if {@code what} holds anything else
     */
    public static Canary of(String what) {
        if (!requireNonNull(what, "what").matches("[A-Za-z0-9-]{1,32}")) {
            throw new IllegalArgumentException("what a canary is may hold letters, digits and hyphens");
        }
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return new Canary("CNRY-" + what + "-" + HexFormat.of().formatHex(random));
    }

    /** {@return the secret: visible ASCII that needs no encoding} */
    public String text() {
        return text;
    }

    /**
     * Tells whether a text shows it: as it is, form-encoded, in hex, in Base64 also amid other bytes, or twelve
     * characters of its random part.
     *
     * @param shown a log line, a message, a body
     * @return true if that is a leak
     */
    public boolean isIn(String shown) {
        if (forms.stream().anyMatch(shown::contains)) {
            return true;
        }
        int random = text.lastIndexOf('-') + 1;
        for (int start = random; start + RUN <= text.length(); start++) {
            if (shown.contains(text.substring(start, start + RUN))) {
                return true;
            }
        }
        return false;
    }

    /** {@return its text} */
    @Override
    public String toString() {
        return text;
    }
}

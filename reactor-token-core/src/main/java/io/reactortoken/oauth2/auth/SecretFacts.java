package io.reactortoken.oauth2.auth;

import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.internal.request.FormParameters;
import io.reactortoken.oauth2.internal.request.SecretReader;
import java.util.stream.Collectors;

/** What may be told of a client secret: where it came from, how long it is, and which characters need encoding. */
final class SecretFacts {

    private static final int LONGEST_NAME = 60;
    private static final int MOST_SHOWN = 6;

    private final Secret secret;
    private final SecretSource source;

    SecretFacts(Secret secret, SecretSource source) {
        this.secret = secret;
        this.source = source;
    }

    /** The index of the first control character, negative if there is none. */
    static int control(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** RFC 6749 appendix A.2 and RFC 7617 section 2: no control characters. */
    void requireNoControl() {
        String text = secret.reveal();
        int index = control(text);
        if (index >= 0) {
            throw SecretReader.unusable(
                    "the secret from " + source.description(),
                    String.format("holds a control character U+%04X at index %d", (int) text.charAt(index), index));
        }
    }

    /** What to check first when the server does not accept it. */
    String check(String otherMethods) {
        String name = source.description();
        String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + ".." : name;
        String text = secret.reveal();
        String changed = changed(text);
        return "check id and secret, and that both are this environment's: secret from " + shown + version() + ", "
                + text.codePointCount(0, text.length()) + " characters" + edges() + "; if Postman works, try "
                + otherMethods
                + (changed.isEmpty() ? "" : ": form encoding changes " + changed);
    }

    private String version() {
        return secret.version().isEmpty() ? "" : ", version " + secret.version();
    }

    private String edges() {
        return secret.edges().isEmpty() ? "" : ", edges trimmed: " + secret.edges();
    }

    /** A few of them, in the order of the alphabet, each once: neither position nor number. */
    private static String changed(String text) {
        return text.codePoints()
                .filter(c -> !FormParameters.encode(Character.toString(c)).equals(Character.toString(c)))
                .distinct()
                .sorted()
                .limit(MOST_SHOWN)
                .mapToObj(c -> c > ' ' && c < 0x7f ? Character.toString(c) : String.format("U+%04X", c))
                .collect(Collectors.joining(" "));
    }
}

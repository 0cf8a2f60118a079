package io.reactortoken.credential;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** From what a source read to a secret: edges cut off, blanks and placeholders refused. */
final class SecretText {

    private static final Set<String> PLACEHOLDERS =
            Set.of("changeme", "change-me", "change_me", "todo", "tbd", "fixme", "placeholder", "redacted", "dummy");
    private static final Pattern TEMPLATE = Pattern.compile(
            "<[A-Za-z][A-Za-z0-9 _.-]+>|\\$\\{[A-Za-z][^{}]+}|\\{\\{ ?[A-Za-z][^{}]+}}|%[A-Z][A-Z0-9_]{2,}%|\\*{3,}|x{3,}|your[-_ ].*|(client|my)[-_ ]?secret[-_ ]?here");

    private final String source;
    private final boolean trimmed;
    private final boolean placeholderAllowed;

    private SecretText(String source, boolean trimmed, boolean placeholderAllowed) {
        this.source = source;
        this.trimmed = trimmed;
        this.placeholderAllowed = placeholderAllowed;
    }

    /** The usual rules, for what {@code source} reads. */
    static SecretText from(String source) {
        return new SecretText(source, true, false);
    }

    SecretText untrimmed() {
        return new SecretText(source, false, placeholderAllowed);
    }

    SecretText allowingPlaceholder() {
        return new SecretText(source, trimmed, true);
    }

    SecretText of(String otherSource) {
        return new SecretText(otherSource, trimmed, placeholderAllowed);
    }

    Secret read(String raw) {
        String text = trimmed ? Edges.trim(raw) : raw;
        if (text.isBlank()) {
            throw refuse(raw.isEmpty() ? "is empty" : "is blank", "H-SECRET", "check what writes it");
        }
        if (!placeholderAllowed && isPlaceholder(text)) {
            throw refuse("is a placeholder", "H-SECRET", "put the real secret where the template was");
        }
        try {
            return Secret.of(text).withEdges(trimmed ? Edges.cutOff(raw) : "");
        } catch (IllegalArgumentException malformed) {
            throw refuse("is not Unicode text", "H-SECRET", "check how it was encoded");
        }
    }

    Secret read(Secret raw) {
        Secret read = read(raw.reveal());
        return raw.version().isEmpty() ? read : read.withVersion(raw.version());
    }

    private static boolean isPlaceholder(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return PLACEHOLDERS.contains(lower)
                || TEMPLATE.matcher(text).matches()
                || TEMPLATE.matcher(lower).matches();
    }

    private TokenCredentialException refuse(String what, String hint, String check) {
        return failure(Code.CRD_P, source + " " + what, hint, check);
    }

    static TokenCredentialException failure(Code code, String what, String hint, String check) {
        TokenFailure failure = TokenFailure.of(code, what).hint(hint, check);
        return TokenCredentialException.of(code == Code.CRD_T ? failure.transientFailure() : failure, null);
    }
}

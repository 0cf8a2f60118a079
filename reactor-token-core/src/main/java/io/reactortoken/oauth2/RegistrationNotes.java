package io.reactortoken.oauth2;

import io.reactortoken.TokenFailure;
import java.util.regex.Pattern;

/**
 * What people know of a registration, and no protocol tells. It makes errors and the doctor's report more to the point;
 * nothing of it is sent, and no request is refused because of it.
 *
 * @param environment where the registration belongs, for instance {@code qa} or {@code prod}; compared with what the names of
 *     the secret, the client and the token URI give away. Empty if nobody says
 * @param scopePattern a regular expression for a whole scope token, for instance {@code my-api/.+}; a scope that was refused
 *     and does not match is told so. Empty if any may do
 * @param supportContact whom to ask where an authorization server says no to what seems right; at most 64 characters of plain
 *     ASCII. Empty if there is nobody
 * @since 0.1.0
 */
public record RegistrationNotes(String environment, String scopePattern, String supportContact) {

    private static final Pattern TEXT = Pattern.compile("[ -~]{0,64}");
    private static final int LONGEST_HINT = 240;
    private static final RegistrationNotes NONE = new RegistrationNotes("", "", "");

    /**
     * Checks all of them.
     *
     * @param environment see {@link #environment()}
     * @param scopePattern see {@link #scopePattern()}
     * @param supportContact see {@link #supportContact()}
     * @throws IllegalArgumentException if a text is not plain ASCII, or too long
     * @throws java.util.regex.PatternSyntaxException if the pattern is none
     */
    public RegistrationNotes {
        check("environment", environment);
        check("supportContact", supportContact);
        Pattern.compile(scopePattern);
    }

    private static void check(String name, String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(name + " must be plain ASCII of at most 64 characters");
        }
    }

    /** {@return nothing: the default} */
    public static RegistrationNotes none() {
        return NONE;
    }

    /**
     * Says where the registration belongs.
     *
     * @param environment see {@link #environment()}
     * @return new notes
     */
    public RegistrationNotes withEnvironment(String environment) {
        return new RegistrationNotes(environment, scopePattern, supportContact);
    }

    /**
     * Says what a scope looks like at this server.
     *
     * @param scopePattern see {@link #scopePattern()}
     * @return new notes
     */
    public RegistrationNotes withScopePattern(String scopePattern) {
        return new RegistrationNotes(environment, scopePattern, supportContact);
    }

    /**
     * Says whom to ask.
     *
     * @param supportContact see {@link #supportContact()}
     * @return new notes
     */
    public RegistrationNotes withSupportContact(String supportContact) {
        return new RegistrationNotes(environment, scopePattern, supportContact);
    }

    /** The same failure, whose hint names whom to ask; what the hint begins with is the more important half. */
    TokenFailure addSupport(TokenFailure failure) {
        if (supportContact.isEmpty()) {
            return failure;
        }
        String support = "; if all is right here, ask " + supportContact;
        String hint = failure.hint();
        String kept = hint.substring(0, Math.min(hint.length(), LONGEST_HINT - support.length()));
        return failure.hint(failure.hintId(), kept + support);
    }
}

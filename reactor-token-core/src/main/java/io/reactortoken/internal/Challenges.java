package io.reactortoken.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code WWW-Authenticate} as far as the decision to replay needs it: schemes, and the {@code error} of each.
 *
 * <p>Total and linear: any text yields a list, each character is looked at a bounded number of times, and what lies
 * beyond the limits is not read. Not a validator; what is not understood is skipped.
 *
 * @since 0.1.0
 */
public final class Challenges {

    private static final int MAX_FIELD = 8_192;
    private static final int MAX_CHALLENGES = 32;

    private final List<Challenge> found;
    private final String field;
    private int at;
    private String scheme = "";
    private String error = "";
    private boolean schemeJustRead;

    private Challenges(String field, List<Challenge> found) {
        this.field = field;
        this.found = found;
    }

    /**
     * One challenge.
     *
     * @param scheme as received
     * @param error its first {@code error}, or the empty text
     * @since 0.1.0
     */
    public record Challenge(String scheme, String error) {

        /**
         * Compares the scheme.
         *
         * @param other a scheme, in any case
         * @return whether it is that one
         */
        public boolean isOf(String other) {
            return scheme.equalsIgnoreCase(other);
        }
    }

    /**
     * Reads all challenges of a response.
     *
     * @param fields the values of {@code WWW-Authenticate}
     * @return what was understood, at most 32
     */
    public static List<Challenge> parse(List<String> fields) {
        List<Challenge> found = new ArrayList<>();
        for (String field : fields) {
            if (found.size() < MAX_CHALLENGES) {
                new Challenges(field.substring(0, Math.min(field.length(), MAX_FIELD)), found).read();
            }
        }
        return found;
    }

    private void read() {
        while (at < field.length()) {
            char c = field.charAt(at);
            if (c == ',') {
                schemeJustRead = false;
                at++;
            } else if (isTokenChar(c)) {
                readElement(token());
            } else if (c == '"') {
                quoted();
            } else {
                at++;
            }
        }
        endChallenge();
    }

    /** A token is a parameter's name, the value of a bare token68, or a scheme; what follows it tells which. */
    private void readElement(String token) {
        int next = afterSpaces(at);
        if (next < field.length() && field.charAt(next) == '=') {
            int value = afterSpaces(next + 1);
            at = value;
            parameter(token, value());
            schemeJustRead = false;
        } else if (schemeJustRead) {
            schemeJustRead = false;
            skipElement();
        } else {
            endChallenge();
            scheme = token;
            schemeJustRead = true;
        }
    }

    private void parameter(String name, String value) {
        if (error.isEmpty() && name.equalsIgnoreCase("error")) {
            error = value;
        }
    }

    /** A token68 may hold characters that no token has. */
    private void skipElement() {
        while (at < field.length() && field.charAt(at) != ',') {
            at++;
        }
    }

    private void endChallenge() {
        if (!scheme.isEmpty() && found.size() < MAX_CHALLENGES) {
            found.add(new Challenge(scheme, error));
        }
        scheme = "";
        error = "";
    }

    private String value() {
        return at < field.length() && field.charAt(at) == '"' ? quoted() : bare();
    }

    /** More than a token: an unquoted URI occurs in the wild. */
    private String bare() {
        int start = at;
        while (at < field.length() && ", \t".indexOf(field.charAt(at)) < 0) {
            at++;
        }
        return field.substring(start, at);
    }

    private String token() {
        int start = at;
        while (at < field.length() && isTokenChar(field.charAt(at))) {
            at++;
        }
        return field.substring(start, at);
    }

    private String quoted() {
        StringBuilder text = new StringBuilder();
        for (at++; at < field.length() && field.charAt(at) != '"'; at++) {
            if (field.charAt(at) == '\\' && at + 1 < field.length()) {
                at++;
            }
            text.append(field.charAt(at));
        }
        at = Math.min(at + 1, field.length());
        return text.toString();
    }

    private int afterSpaces(int from) {
        int index = from;
        while (index < field.length() && (field.charAt(index) == ' ' || field.charAt(index) == '\t')) {
            index++;
        }
        return index;
    }

    /** RFC 9110 section 5.6.2. */
    private static boolean isTokenChar(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}

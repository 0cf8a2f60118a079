package io.reactortoken.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads one field of {@code WWW-Authenticate}. Not a validator: what is not understood is skipped, and the challenge in
 * which it stands is marked.
 */
final class ChallengeReader {

    private static final int MAX_FIELD = 8_192;
    /** RFC 9110 section 5.6.1.2 wants empty elements ignored, within reason. */
    private static final int MAX_EMPTY_ELEMENTS = 64;

    private final String field;
    private final Consumer<Challenge> found;
    private int at;
    private int emptyElements;
    private boolean elementIsEmpty = true;

    private String scheme = "";
    private String token68 = "";
    private Map<String, String> parameters = new LinkedHashMap<>();
    private boolean malformed;
    /** Only then may a token68 follow. */
    private boolean schemeJustRead;

    ChallengeReader(String field, Consumer<Challenge> found) {
        this.field = field.substring(0, Math.min(field.length(), MAX_FIELD));
        this.found = found;
    }

    void read() {
        while (at < field.length() && emptyElements < MAX_EMPTY_ELEMENTS) {
            char c = field.charAt(at);
            if (c == ',') {
                endElement();
            } else if (isTokenChar(c)) {
                elementIsEmpty = false;
                readToken(token());
            } else {
                skip(c);
            }
        }
        endChallenge();
    }

    private void endElement() {
        emptyElements += elementIsEmpty ? 1 : 0;
        elementIsEmpty = true;
        schemeJustRead = false;
        at++;
    }

    private void skip(char c) {
        if (c == ' ' || c == '\t') {
            at++;
            return;
        }
        elementIsEmpty = false;
        if (c == '/' && schemeJustRead) {
            // the one character with which a token68 may start and a token may not
            schemeJustRead = false;
            token68 = restOfElement();
            return;
        }
        malformed = true;
        if (c == '"') {
            quoted();
        } else {
            at++;
        }
    }

    /** A token is a parameter's name, the start of a token68, or a scheme; what follows it tells which. */
    private void readToken(String token) {
        int next = afterSpaces(at);
        boolean assigned = next < field.length() && field.charAt(next) == '=';
        if (schemeJustRead && (!assigned || isPadding(next))) {
            schemeJustRead = false;
            at -= token.length();
            token68 = restOfElement();
        } else if (assigned) {
            schemeJustRead = false;
            at = afterSpaces(next + 1);
            parameter(token.toLowerCase(Locale.ROOT), value());
        } else {
            endChallenge();
            scheme = token;
            schemeJustRead = true;
        }
    }

    /** Tells {@code NTLM TlRM==} from {@code Bearer realm==x}: nothing but equals signs up to the element's end. */
    private boolean isPadding(int from) {
        int index = from;
        while (index < field.length() && field.charAt(index) == '=') {
            index++;
        }
        int end = afterSpaces(index);
        return end == field.length() || field.charAt(end) == ',';
    }

    private void parameter(String name, String value) {
        if (parameters.putIfAbsent(name, value) != null || scheme.isEmpty()) {
            malformed = true;
        }
    }

    private String restOfElement() {
        int start = at;
        while (at < field.length() && field.charAt(at) != ',') {
            at++;
        }
        return field.substring(start, at).strip();
    }

    private void endChallenge() {
        malformed |= !token68.isEmpty() && !(parameters.isEmpty() && isToken68(token68));
        if (!scheme.isEmpty()) {
            found.accept(new Challenge(scheme, token68, parameters, malformed));
        }
        scheme = "";
        token68 = "";
        parameters = new LinkedHashMap<>();
        malformed = false;
    }

    private String value() {
        return at < field.length() && field.charAt(at) == '"' ? quoted() : bare();
    }

    /** More than a token: an unquoted URI occurs in the wild. */
    private String bare() {
        int start = at;
        while (at < field.length() && ", \t".indexOf(field.charAt(at)) < 0) {
            malformed |= !isTokenChar(field.charAt(at));
            at++;
        }
        malformed |= at == start;
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
        malformed |= at >= field.length();
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

    /** RFC 9110 section 11.2, but that a padding may stand anywhere. */
    private static boolean isToken68(String text) {
        return text.chars().allMatch(c -> (c < 0x7f && Character.isLetterOrDigit(c)) || "-._~+/=".indexOf(c) >= 0);
    }

    /** RFC 9110 section 5.6.2. */
    private static boolean isTokenChar(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}

package io.reactortoken;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The facts behind a {@link TokenException}: what failed, where, and what to check first.
 *
 * <p>Immutable: every method with an argument returns a new value. Made by transports and stores, which hand it to the
 * factory of the exception that fits. Texts must be the maker's own: nothing that a server sent, no secret, no token.
 *
 * @since 0.1.0
 */
public final class TokenFailure {

    /** What kind of failure it is; the code opens the message. */
    public enum Code {
        /** Invalid configuration. */
        CFG,
        /** A token request that went through a client which needs its token. */
        REN,
        /** The credential cannot be used, and asking again will not help. */
        CRD_P,
        /** The credential source failed; asking again may help. */
        CRD_T,
        /** The authorization server answered with an error of RFC 6749 section 5.2. */
        OAE,
        /** An HTTP status that says no, without such an error. */
        HTP,
        /** The authorization server asked for fewer requests. */
        THR,
        /** A redirect, which a token request never follows. */
        RED,
        /** The granted scope is narrower than required. */
        SCP,
        /** A malformed token response. */
        MTR,
        /** A token of a type that cannot be used. */
        UTT,
        /** No answer: name lookup, connection, TLS, or the connection broke. */
        NET,
        /** No answer in time. */
        TMO,
        /** Refused locally, because asking failed a moment ago. */
        HLD,
        /** The source is closed. */
        CLS;

        /**
         * Returns the code as messages show it.
         *
         * @return for instance {@code CRD-P}
         */
        public String label() {
            return name().replace('_', '-');
        }
    }

    /** Together with names, numbers and punctuation a message has at most 1 KiB. */
    private static final int LONGEST_WHAT = 360;

    private static final int LONGEST_HINT = 340;

    private final Code code;
    private final String what;
    private final Place place;
    private final String hint;
    private final boolean retryable;
    private final @Nullable Duration retryAfter;

    private TokenFailure(
            Code code, String what, Place place, String hint, boolean retryable, @Nullable Duration retryAfter) {
        this.code = code;
        this.what = what;
        this.place = place;
        this.hint = hint;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    /** Where it failed; an empty text or a zero is left out of the message. */
    record Place(String client, String origin, int status, int attempt, int attempts) {
        static final Place UNKNOWN = new Place("", "", 0, 0, 0);
    }

    /**
     * Starts with what happened.
     *
     * @param code the kind of failure
     * @param what a clause that follows the code: "the token endpoint did not answer"
     * @return a failure that is not retryable, without a place or a hint
     */
    public static TokenFailure of(Code code, String what) {
        return new TokenFailure(
                requireNonNull(code, "code"), clean(what, LONGEST_WHAT), Place.UNKNOWN, "", false, null);
    }

    /**
     * Names the registration.
     *
     * @param name what {@link CachePolicyBuilder#name} or the token request was given
     * @return a new value
     */
    public TokenFailure client(String name) {
        return at(new Place(clean(name, 64), place.origin, place.status, place.attempt, place.attempts));
    }

    /**
     * Names the authorization server.
     *
     * @param origin scheme, host and port; neither path nor query
     * @return a new value
     */
    public TokenFailure origin(String origin) {
        return at(new Place(place.client, clean(origin, 160), place.status, place.attempt, place.attempts));
    }

    /**
     * Names the HTTP status.
     *
     * @param status as received
     * @return a new value
     */
    public TokenFailure status(int status) {
        return at(new Place(place.client, place.origin, status, place.attempt, place.attempts));
    }

    /**
     * Says which attempt this was.
     *
     * @param attempt from 1
     * @param attempts how many there may be
     * @return a new value
     */
    public TokenFailure attempt(int attempt, int attempts) {
        return at(new Place(place.client, place.origin, place.status, attempt, attempts));
    }

    /**
     * Says what to check first.
     *
     * @param id a stable id, for instance {@code H-CLIENT}; {@code docs/errors.md} has an anchor for each
     * @param text facts of this very case, and what to look at
     * @return a new value
     */
    public TokenFailure hint(String id, String text) {
        String both = clean(text, LONGEST_HINT) + " [" + clean(id, 24) + "]";
        return new TokenFailure(code, what, place, both, retryable, retryAfter);
    }

    /**
     * Says that asking again later may succeed.
     *
     * @return a new value
     */
    public TokenFailure transientFailure() {
        return new TokenFailure(code, what, place, hint, true, retryAfter);
    }

    /**
     * Says how long to wait before asking again.
     *
     * @param wait zero or more
     * @return a new value that is retryable
     */
    public TokenFailure retryAfter(Duration wait) {
        Duration positive = wait.isNegative() ? Duration.ZERO : wait;
        return new TokenFailure(code, what, place, hint, true, positive);
    }

    /**
     * Returns the same facts under another code.
     *
     * @param code the new code
     * @param what the new clause
     * @return a new value
     */
    TokenFailure as(Code code, String what) {
        return new TokenFailure(code, clean(what, LONGEST_WHAT), place, hint, retryable, retryAfter);
    }

    private TokenFailure at(Place changed) {
        return new TokenFailure(code, what, changed, hint, retryable, retryAfter);
    }

    /** {@return the kind of failure} */
    public Code code() {
        return code;
    }

    /** {@return the HTTP status, 0 if there was none} */
    public int status() {
        return place.status;
    }

    /** {@return the name of the registration, empty if unknown} */
    public String client() {
        return place.client;
    }

    /** {@return scheme, host and port of the authorization server, empty if unknown} */
    public String origin() {
        return place.origin;
    }

    String what() {
        return what;
    }

    /** {@return whether asking again later may succeed} */
    public boolean isTransient() {
        return retryable;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * Returns the message: {@code CODE what (client=.., as=.., status=.., attempt=../..) - hint [id]}.
     *
     * @return one line of ASCII, at most 1 KiB
     */
    public String message() {
        StringBuilder line = new StringBuilder(code.label()).append(' ').append(what);
        String separator = " (";
        separator = append(line, separator, "client=", place.client);
        separator = append(line, separator, "as=", place.origin);
        separator = append(line, separator, "status=", place.status == 0 ? "" : Integer.toString(place.status));
        separator = append(line, separator, "attempt=", place.attempt == 0 ? "" : place.attempt + "/" + place.attempts);
        if (separator.equals(", ")) {
            line.append(')');
        }
        if (!hint.isEmpty()) {
            line.append(" - ").append(hint);
        }
        return line.toString();
    }

    private static String append(StringBuilder line, String separator, String key, String value) {
        if (value.isEmpty()) {
            return separator;
        }
        line.append(separator).append(key).append(value);
        return ", ";
    }

    private static String clean(String text, int limit) {
        int length = Math.min(text.length(), limit);
        StringBuilder ascii = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            ascii.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return ascii.toString();
    }

    @Override
    public String toString() {
        return message();
    }
}

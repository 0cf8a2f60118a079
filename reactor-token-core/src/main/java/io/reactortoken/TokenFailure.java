package io.reactortoken;

import static io.reactortoken.FailureMessage.LONGEST_HINT;
import static io.reactortoken.FailureMessage.LONGEST_WHAT;
import static io.reactortoken.FailureMessage.clean;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The facts behind a {@link TokenException}: what failed, where, and what to check first.
 *
 * <p>Immutable: every method with an argument returns a new value. Made by transports and stores, which hand it to the
 * factory of the exception that fits. Texts are the maker's own or a server's cleaned names; no secret, no token.
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
        /** No answer: name lookup, connection, TLS, or the connection broke; or a fetch of the program's own failed. */
        NET,
        /** No answer in time. */
        TMO,
        /** Refused locally, because asking failed a moment ago. */
        HLD,
        /** The source is closed. */
        CLS;

        /** {@return the code as messages show it, for instance {@code CRD-P}} */
        public String label() {
            return name().replace('_', '-');
        }
    }

    private final Code code;
    private final String what;
    private final FailurePlace place;
    private final FailureAnswer answer;
    private final FailureAdvice advice;

    private TokenFailure(Code code, String what, FailurePlace place, FailureAnswer answer, FailureAdvice advice) {
        this.code = code;
        this.what = what;
        this.place = place;
        this.answer = answer;
        this.advice = advice;
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
                requireNonNull(code, "code"),
                clean(what, LONGEST_WHAT),
                FailurePlace.UNKNOWN,
                FailureAnswer.NONE,
                FailureAdvice.NONE);
    }

    private TokenFailure with(FailurePlace changed) {
        return new TokenFailure(code, what, changed, answer, advice);
    }

    private TokenFailure with(FailureAnswer changed) {
        return new TokenFailure(code, what, place, changed, advice);
    }

    private TokenFailure with(FailureAdvice changed) {
        return new TokenFailure(code, what, place, answer, changed);
    }

    /**
     * Names the registration.
     *
     * @param name what {@link CachePolicyBuilder#name} or the token request was given
     * @return a new value
     */
    public TokenFailure client(String name) {
        return with(place.withClient(clean(name, 64)));
    }

    /**
     * Names the authorization server.
     *
     * @param origin scheme, host and port; neither path nor query
     * @return a new value
     */
    public TokenFailure origin(String origin) {
        return with(place.withOrigin(clean(origin, 160)));
    }

    /**
     * {@return a new value that says which attempt this was}
     *
     * @param attempt from 1
     * @param attempts how many there may be
     */
    public TokenFailure attempt(int attempt, int attempts) {
        return with(place.withAttempt(attempt, attempts));
    }

    /**
     * {@return a new value with an HTTP status}
     *
     * @param status as received
     */
    public TokenFailure status(int status) {
        return with(answer.withStatus(status));
    }

    /**
     * {@return a new value that says more precisely what it was; not part of the message}
     *
     * @param kind one that belongs to the code
     */
    public TokenFailure kind(FailureKind kind) {
        return with(answer.withKind(requireNonNull(kind, "kind")));
    }

    /**
     * Keeps the error code of an authorization server. The message shows it only if it is part of what happened.
     *
     * @param error as received; at most 64 characters are kept
     * @return a new value
     */
    public TokenFailure error(String error) {
        return with(answer.withError(clean(error, 64)));
    }

    /**
     * Keeps what the server calls this exchange, for its support. The message shows the first one.
     *
     * @param ids header names and values, at most 8; of each value 128 visible ASCII characters are kept
     * @return a new value
     */
    public TokenFailure correlationIds(Map<String, String> ids) {
        return with(answer.withCorrelationIds(ids));
    }

    /**
     * {@return a new value that says how far the clocks are apart; not part of the message}
     *
     * @param skew the server's clock minus ours, to a second
     */
    public TokenFailure clockSkew(Duration skew) {
        return with(answer.withClockSkew(requireNonNull(skew, "skew")));
    }

    /**
     * {@return a new value that says when the request was sent; not part of the message}
     *
     * @param instant by our clock
     */
    public TokenFailure sentAt(Instant instant) {
        return with(answer.withSentAt(requireNonNull(instant, "instant")));
    }

    /**
     * Says what to check first.
     *
     * @param id a stable id, for instance {@code H-CLIENT}
     * @param text facts of this very case, and what to look at; at most 240 characters are kept
     * @return a new value
     */
    public TokenFailure hint(String id, String text) {
        return with(advice.withHint(clean(id, 24), clean(text, LONGEST_HINT)));
    }

    /** {@return a new value that says that asking again later may succeed} */
    public TokenFailure transientFailure() {
        return with(advice.asTransient());
    }

    /**
     * {@return a new value that is retryable, and says how long to wait before asking again}
     *
     * @param wait zero or more
     */
    public TokenFailure retryAfter(Duration wait) {
        return with(advice.withRetryAfter(wait));
    }

    /** The same facts under another code. */
    TokenFailure as(Code changed, String clause) {
        return new TokenFailure(changed, clean(clause, LONGEST_WHAT), place, answer, advice);
    }

    /** {@return the kind of failure} */
    public Code code() {
        return code;
    }

    /** {@return what kind of malformed answer, missing answer or timeout it was; empty if the code says it all} */
    public Optional<FailureKind> kind() {
        return Optional.ofNullable(answer.kind());
    }

    /** {@return the HTTP status, 0 if there was none} */
    public int status() {
        return answer.status();
    }

    /** {@return the error code as the authorization server wrote it, cleaned; empty if there was none} */
    public String error() {
        return answer.error();
    }

    /** {@return what the server calls this exchange, by header; unmodifiable, empty if it did not say} */
    public Map<String, String> correlationIds() {
        return answer.correlationIds();
    }

    /** {@return the server's clock minus ours, to a second; empty if it was not measured} */
    public Optional<Duration> clockSkew() {
        return Optional.ofNullable(answer.clockSkew());
    }

    /** {@return when the request was sent, by our clock; empty unless the server answered it with an error} */
    public Optional<Instant> sentAt() {
        return Optional.ofNullable(answer.sentAt());
    }

    /** {@return the name of the registration, empty if unknown} */
    public String client() {
        return place.client();
    }

    /** {@return scheme, host and port of the authorization server, empty if unknown} */
    public String origin() {
        return place.origin();
    }

    /** {@return the id of the hint, empty if there is none} */
    public String hintId() {
        return advice.hintId();
    }

    /** {@return what to check first, without the id; empty if there is no hint} */
    public String hint() {
        return advice.hint();
    }

    /** {@return whether asking again later may succeed} */
    public boolean isTransient() {
        return advice.retryable();
    }

    String what() {
        return what;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(advice.retryAfter());
    }

    /**
     * {@return {@code CODE what (client=.., as=.., status=.., attempt=../.., id=..) - hint [hint id]}: one line of ASCII, at
     * most 1 KiB}
     */
    public String message() {
        return FailureMessage.of(code, what, place, answer, advice);
    }

    @Override
    public String toString() {
        return message();
    }
}

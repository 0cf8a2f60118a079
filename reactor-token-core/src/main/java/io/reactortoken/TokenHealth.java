package io.reactortoken;

import java.time.Instant;
import java.util.Optional;

/**
 * How a cached source fares, for a readiness probe or a health page. Names, times and a message; no token, no secret.
 *
 * @param status usable, due or failing
 * @param usable whether {@code token()} would signal a token at once; also while {@code FAILING}, for as long as the token
 *     lives whose renewals fail
 * @param since since when it is so: for {@code USABLE} when the token was asked for, for {@code DUE} when it became due,
 *     expired or was rejected, for {@code FAILING} when the first of these failures happened or when the source was
 *     closed; empty if there has been no token yet, or what there was has been evicted
 * @param expires until when the held token is handed out; empty if there is none
 * @param code of the last failure, for instance {@code OAE}; empty unless {@code FAILING}
 * @param hint the id of what to check first, for instance {@code H-CLIENT}; empty if there is none
 * @param message of the last failure: one line, for people; empty unless {@code FAILING}
 * @since 0.1.0
 */
public record TokenHealth(
        Status status,
        boolean usable,
        Optional<Instant> since,
        Optional<Instant> expires,
        String code,
        String hint,
        String message) {

    /** What is to be done. */
    public enum Status {
        /** Nothing: a token is held, and is not due. */
        USABLE,
        /** Nothing by hand: the next use asks for a token. Nothing is wrong. */
        DUE,
        /** Look at the hint: the last request failed, or the source is closed. */
        FAILING
    }

    static TokenHealth of(Status status, boolean usable, Optional<Instant> since) {
        return new TokenHealth(status, usable, since, Optional.empty(), "", "", "");
    }

    TokenHealth failing(TokenFailure failure) {
        return new TokenHealth(
                status, usable, since, expires, failure.code().label(), failure.hintId(), failure.message());
    }

    TokenHealth until(Instant end) {
        return new TokenHealth(status, usable, since, Optional.of(end), code, hint, message);
    }
}

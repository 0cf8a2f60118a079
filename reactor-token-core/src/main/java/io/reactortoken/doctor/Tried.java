package io.reactortoken.doctor;

import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A variant that was tried.
 *
 * @param variant which one
 * @param failure empty if it worked
 */
record Tried(Variant variant, Optional<TokenFailure> failure) {

    private static final int TOO_MANY = 429;
    private static final int LOCKED = 423;

    /** In what the server says; our own hint speaks of clocks. */
    private static final Pattern SIGN =
            Pattern.compile("\\b(lock|locked|lockout|lock-out|blocked|disabled|too many)\\b", Pattern.CASE_INSENSITIVE);

    boolean granted() {
        return failure.isEmpty();
    }

    /** Whoever goes on now may lock the client out. */
    boolean warns() {
        return failure.filter(Tried::isWarning).isPresent();
    }

    static boolean isWarning(TokenFailure failure) {
        return failure.code() == Code.THR
                || failure.status() == TOO_MANY
                || failure.status() == LOCKED
                || SIGN.matcher(ResponseSection.finding(failure).evidence()).find();
    }

    String outcome() {
        return failure.map(known -> "refused: " + known.code().label()
                        + (known.error().isEmpty() ? "" : " " + known.error())
                        + (known.status() == 0 ? "" : ", status " + known.status()))
                .orElse("a token was issued");
    }
}

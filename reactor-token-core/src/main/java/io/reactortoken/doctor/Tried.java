package io.reactortoken.doctor;

import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import java.util.Locale;
import java.util.Optional;

/**
 * A variant that was tried.
 *
 * @param variant which one
 * @param failure empty if it worked
 */
record Tried(Variant variant, Optional<TokenFailure> failure) {

    boolean granted() {
        return failure.isEmpty();
    }

    /** Whoever goes on now may lock the client out. */
    boolean warns() {
        return failure.filter(known -> known.code() == Code.THR
                        || known.status() == 429
                        || known.status() == 423
                        || known.message().toLowerCase(Locale.ROOT).contains("lock"))
                .isPresent();
    }

    String outcome() {
        return failure.map(known -> "refused: " + known.code().label()
                        + (known.error().isEmpty() ? "" : " " + known.error())
                        + (known.status() == 0 ? "" : ", status " + known.status()))
                .orElse("a token was issued");
    }
}

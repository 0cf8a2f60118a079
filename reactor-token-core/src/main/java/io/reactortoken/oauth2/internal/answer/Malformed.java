package io.reactortoken.oauth2.internal.answer;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenEndpointException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenResponseException;

/** An answer that cannot be used; caught where it is known what was asked, and who. */
final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final String PROXY = "is a proxy in between?";
    static final String OWNER = "ask the server's owner; RFC 6749 section 5.1";

    private final transient TokenFailure failure;
    /** The same, where it was the answer to a request that was sent twice. */
    private final transient TokenFailure secondFailure;

    private final Again again;

    private Malformed(TokenFailure failure, TokenFailure secondFailure, Again again) {
        super(failure.message(), null, false, false);
        this.failure = failure;
        this.secondFailure = secondFailure;
        this.again = again;
    }

    static Malformed of(FailureKind kind, String what, String check) {
        return of(kind, what, "H-RESPONSE", check);
    }

    static Malformed of(FailureKind kind, String what, String hint, String check) {
        return of(TokenFailure.of(Code.MTR, what).kind(kind).hint(hint, check));
    }

    static Malformed of(TokenFailure failure) {
        return new Malformed(failure, failure, Again.NO);
    }

    /** An answer that got lost on the way: asking again at once is likely to help. */
    static Malformed lost(FailureKind kind, String what, String check) {
        TokenFailure first = TokenFailure.of(Code.MTR, what).kind(kind).hint("H-RESPONSE", check);
        TokenFailure second =
                TokenFailure.of(Code.MTR, what + ", twice").kind(kind).hint("H-RESPONSE", check);
        return new Malformed(first, second, Again.ONCE);
    }

    /** The exception that tells it, with what is known beside it. */
    static TokenException toException(TokenFailure placed) {
        return placed.code() == Code.SCP
                ? TokenEndpointException.of(placed, null)
                : TokenResponseException.of(placed, null);
    }

    TokenFailure failure(Asked asked) {
        return asked.repeated() ? secondFailure : failure;
    }

    Again again() {
        return again;
    }
}

package io.reactortoken.oauth2.internal.body;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenEndpointException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenResponseException;

/**
 * An answer that cannot be used; caught where it is known what was asked, and who.
 *
 * @since 0.1.0
 */
public final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What to check where something on the way may have changed the answer. */
    public static final String PROXY = "is a proxy in between?";
    /** What to check where only the server can be at fault. */
    public static final String OWNER = "ask the server's owner; RFC 6749 section 5.1";

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

    /**
     * Makes one with the hint {@code H-RESPONSE}.
     *
     * @param kind a kind of {@code MTR}
     * @param what what is wrong
     * @param check what to check
     * @return an exception to throw
     */
    public static Malformed of(FailureKind kind, String what, String check) {
        return of(kind, what, "H-RESPONSE", check);
    }

    /**
     * Makes one.
     *
     * @param kind a kind of {@code MTR}
     * @param what what is wrong
     * @param hint the id of the hint
     * @param check what to check
     * @return an exception to throw
     */
    public static Malformed of(FailureKind kind, String what, String hint, String check) {
        return of(TokenFailure.of(Code.MTR, what).kind(kind).hint(hint, check));
    }

    /**
     * Makes one of another code than {@code MTR}.
     *
     * @param failure what is wrong, and what to check
     * @return an exception to throw
     */
    public static Malformed of(TokenFailure failure) {
        return new Malformed(failure, failure, Again.NO);
    }

    /** An answer that got lost on the way: asking again at once is likely to help. */
    static Malformed lost(FailureKind kind, String what, String check) {
        TokenFailure first = TokenFailure.of(Code.MTR, what).kind(kind).hint("H-RESPONSE", check);
        TokenFailure second =
                TokenFailure.of(Code.MTR, what + ", twice").kind(kind).hint("H-RESPONSE", check);
        return new Malformed(first, second, Again.ONCE);
    }

    /**
     * Returns the exception that tells it.
     *
     * @param placed the failure, with what is known beside it
     * @return an exception for the caller
     */
    public static TokenException toException(TokenFailure placed) {
        return placed.code() == Code.SCP
                ? TokenEndpointException.of(placed, null)
                : TokenResponseException.of(placed, null);
    }

    /**
     * Returns what is wrong.
     *
     * @param repeated whether it was the answer to a request that was sent twice
     * @return what is wrong, and what to check
     */
    public TokenFailure failure(boolean repeated) {
        return repeated ? secondFailure : failure;
    }

    /** {@return whether to ask once more at once} */
    public Again again() {
        return again;
    }
}

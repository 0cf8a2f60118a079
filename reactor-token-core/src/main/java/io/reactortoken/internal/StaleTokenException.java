package io.reactortoken.internal;

import org.jspecify.annotations.Nullable;

/**
 * The token of a request that is about to be written cannot be used any more: it was over before the request got a
 * connection (RS-61). A signal from where a request is written to where a token is awaited; no caller sees it. No stack
 * trace: it can happen to each of many requests that wait for one connection.
 *
 * @since 0.1.0
 */
public final class StaleTokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialized: no caller sees it
    private final Object attempt;

    /**
     * Makes one.
     *
     * @param attempt whose token it was: a client that is authorized twice has two of them, and each renews its own
     */
    StaleTokenException(Object attempt) {
        super(
                "the token was over before the request got a connection; nothing was sent, a new token is awaited",
                null,
                false,
                false);
        this.attempt = attempt;
    }

    /**
     * Tells whether an error asks an attempt to wait for another token.
     *
     * @param error any
     * @param attempt that has signalled it, or has not
     * @return true if it is such a signal, and that attempt's
     */
    public static boolean isOf(@Nullable Throwable error, Object attempt) {
        return error instanceof StaleTokenException stale && stale.attempt == attempt;
    }
}

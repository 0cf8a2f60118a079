package io.reactortoken.internal;

/**
 * The token of a request that is about to be written cannot be used any more: it was over before the request got a
 * connection (RS-61). A signal from where a request is written to where a token is awaited; no caller sees it. No stack
 * trace: it can happen to each of many requests that wait for one connection.
 *
 * @since 0.1.0
 */
public final class StaleTokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public StaleTokenException() {
        super(
                "the token was over before the request got a connection; nothing was sent, a new token is awaited",
                null,
                false,
                false);
    }
}

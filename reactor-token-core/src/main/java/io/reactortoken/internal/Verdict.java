package io.reactortoken.internal;

/**
 * What to do with a response.
 *
 * @since 0.1.0
 */
public enum Verdict {
    /** It is the caller's. */
    PASS,
    /** The token was refused: report it, and replay with another one. */
    REPLAY_WITH_NEW_TOKEN
}

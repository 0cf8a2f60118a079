package io.reactortoken.oauth2.internal.body;

/**
 * Whether a failed request is sent once more at once, apart from the attempts that a retry policy allows.
 *
 * @since 0.1.0
 */
public enum Again {
    /** No. */
    NO,
    /** Yes: something on the way lost the answer. */
    ONCE,
    /** Yes, on another connection: this one leads to the wrong server (RFC 9110 section 15.5.20). */
    ON_A_NEW_CONNECTION
}

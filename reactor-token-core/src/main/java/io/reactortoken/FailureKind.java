package io.reactortoken;

/**
 * What kind of malformed answer, missing answer or timeout it was, where the {@linkplain TokenFailure.Code code} alone
 * is too coarse.
 *
 * @since 0.1.0
 */
public enum FailureKind {
    /** {@code OAE} or {@code HTP}: the server did not accept who the client says it is. */
    CLIENT_REFUSED,

    /** {@code MTR}: there was no body, or nothing but white space. */
    EMPTY,
    /** {@code MTR}: an HTML page. */
    HTML,
    /** {@code MTR}: not one JSON object. */
    NOT_JSON,
    /** {@code MTR}: more bytes than allowed. */
    TOO_LARGE,
    /** {@code MTR}: too deep, too many members, or a member twice. */
    TOO_COMPLEX,
    /** {@code MTR}: compressed, or in another encoding than UTF-8. */
    ENCODING,
    /** {@code MTR}: a required member is missing. */
    MISSING,
    /** {@code MTR}: a member is of another type than RFC 6749 says. */
    BAD_TYPE,
    /** {@code MTR}: a member holds a character that it must not hold. */
    BAD_CHAR,

    /** {@code NET}: the name lookup failed. */
    DNS,
    /** {@code NET} or {@code TMO}: no connection. */
    CONNECT,
    /** {@code NET}: the certificate is not trusted, or not valid now. */
    TLS_TRUST,
    /** {@code NET}: the certificate is for another host. */
    TLS_HOSTNAME,
    /** {@code NET}: no common protocol, or no TLS at all. */
    TLS_PROTO,
    /** {@code NET}: the server asks for a client certificate, or refuses the one it was shown. */
    TLS_CLIENT_CERT,
    /** {@code NET}: the connection was reset. */
    RESET,
    /** {@code NET}: the connection ended before the answer did. */
    EARLY_CLOSE,
    /** {@code NET}: the proxy refused. */
    PROXY,
    /** {@code NET}: the answer is not HTTP as it should be. */
    PROTOCOL,

    /** {@code TMO}: the TLS handshake took too long. */
    HANDSHAKE,
    /** {@code TMO}: too long a silence. */
    RESPONSE_GAP,
    /** {@code TMO}: one attempt took too long. */
    ATTEMPT,
    /** {@code TMO}: all attempts together took too long. */
    ACQUISITION
}

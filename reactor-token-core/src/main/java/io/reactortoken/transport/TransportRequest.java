package io.reactortoken.transport;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A POST to a token endpoint. Headers and body hold credentials, so that neither is part of {@link #toString()}.
 *
 * @since 0.1.0
 */
public final class TransportRequest {

    private final URI uri;
    private final Map<String, String> headers;
    private final byte[] body;
    private final boolean newConnection;

    /**
     * Makes a request.
     *
     * @param uri absolute
     * @param headers names and values, in the order in which they are sent
     * @param body copied
     */
    public TransportRequest(URI uri, Map<String, String> headers, byte[] body) {
        this(
                requireNonNull(uri, "uri"),
                Collections.unmodifiableMap(new LinkedHashMap<>(headers)),
                body.clone(),
                false);
    }

    private TransportRequest(URI uri, Map<String, String> headers, byte[] body, boolean newConnection) {
        this.uri = uri;
        this.headers = headers;
        this.body = body;
        this.newConnection = newConnection;
    }

    /**
     * Returns the same request for a connection that carried no other, because the one before led to a server that is
     * not responsible (RFC 9110 section 15.5.20).
     *
     * @return a new request
     */
    public TransportRequest onNewConnection() {
        return new TransportRequest(uri, headers, body, true);
    }

    /** {@return whether a pooled connection must not be used} */
    public boolean needsNewConnection() {
        return newConnection;
    }

    /** {@return where to send it; a query is kept byte for byte} */
    public URI uri() {
        return uri;
    }

    /** {@return the headers to send, credentials included} */
    public Map<String, String> headers() {
        return headers;
    }

    /** {@return a copy of the body, credentials included} */
    public byte[] body() {
        return body.clone();
    }

    /** Tells where it goes and how large it is; user info and query are credentials where they should not be. */
    @Override
    public String toString() {
        return "TransportRequest[POST " + uri.getScheme() + "://" + uri.getHost() + ", " + body.length + " bytes]";
    }
}

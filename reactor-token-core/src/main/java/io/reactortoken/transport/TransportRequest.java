package io.reactortoken.transport;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A POST to a token endpoint, or a GET of an authorization server's metadata. Headers and body hold credentials, so that
 * neither is part of {@link #toString()}.
 *
 * @since 0.1.0
 */
public final class TransportRequest {

    private static final String POST = "POST";
    private static final String GET = "GET";

    private final String method;
    private final URI uri;
    private final Map<String, String> headers;
    private final byte[] body;
    private final boolean newConnection;

    /**
     * Makes a POST.
     *
     * @param uri absolute
     * @param headers names and values, in the order in which they are sent
     * @param body copied
     */
    public TransportRequest(URI uri, Map<String, String> headers, byte[] body) {
        this(POST, uri, headers, body.clone(), false);
    }

    private TransportRequest(String method, URI uri, Map<String, String> headers, byte[] body, boolean newConnection) {
        this.method = method;
        this.uri = requireNonNull(uri, "uri");
        this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        this.body = body;
        this.newConnection = newConnection;
    }

    /**
     * Makes a GET.
     *
     * @param uri absolute
     * @param headers names and values, in the order in which they are sent
     * @return a request without a body
     */
    public static TransportRequest get(URI uri, Map<String, String> headers) {
        return new TransportRequest(GET, uri, headers, new byte[0], false);
    }

    /**
     * Returns the same request for a connection that carried no other, because the one before led to a server that is
     * not responsible (RFC 9110 section 15.5.20).
     *
     * @return a new request
     */
    public TransportRequest onNewConnection() {
        return new TransportRequest(method, uri, headers, body, true);
    }

    /** {@return {@code POST} or {@code GET}; a GET has no body} */
    public String method() {
        return method;
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
        return "TransportRequest[" + method + " " + uri.getScheme() + "://" + uri.getHost() + ", " + body.length
                + " bytes]";
    }
}

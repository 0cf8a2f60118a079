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

    /**
     * Makes a request.
     *
     * @param uri absolute
     * @param headers names and values, in the order in which they are sent
     * @param body copied
     */
    public TransportRequest(URI uri, Map<String, String> headers, byte[] body) {
        this.uri = requireNonNull(uri, "uri");
        this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        this.body = body.clone();
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

package io.reactortoken.transport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a token endpoint answered. The body may hold a token, so that it is not part of {@link #toString()}.
 *
 * @since 0.1.0
 */
public final class TransportResponse {

    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    /**
     * Makes a response.
     *
     * @param status the HTTP status
     * @param headers names and values; names are matched without regard to case
     * @param body decoded and complete; copied
     */
    public TransportResponse(int status, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        this.headers = caseInsensitive(headers);
        this.body = body.clone();
    }

    private static Map<String, List<String>> caseInsensitive(Map<String, List<String>> headers) {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) ->
                copy.computeIfAbsent(name, ignored -> new ArrayList<>()).addAll(values));
        copy.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(copy);
    }

    /** {@return the HTTP status} */
    public int status() {
        return status;
    }

    /**
     * Returns every value of a header.
     *
     * @param name matched without regard to case
     * @return the values in the order of their lines; empty if there is none
     */
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /**
     * Returns the first value of a header.
     *
     * @param name matched without regard to case
     * @return the value, or empty
     */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** {@return a copy of the body, token included} */
    public byte[] body() {
        return body.clone();
    }

    /** Tells the status and the size. */
    @Override
    public String toString() {
        return "TransportResponse[" + status + ", " + body.length + " bytes]";
    }
}

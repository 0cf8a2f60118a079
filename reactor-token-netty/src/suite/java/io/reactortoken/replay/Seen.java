package io.reactortoken.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/** A request as it reached the API. */
public final class Seen {

    private final String method;
    private final String path;
    private final HttpHeaders headers;
    private final byte[] body;

    Seen(String method, String path, HttpHeaders headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
    }

    Seen with(byte[] read) {
        return new Seen(method, path, headers, read);
    }

    public String path() {
        return path;
    }

    public HttpHeaders headers() {
        return headers;
    }

    public byte[] body() {
        return body;
    }

    /** {@return the one Authorization header, or {@code -}; several are joined} */
    public String authorization() {
        List<String> values = headers.getAll("Authorization");
        return values.isEmpty() ? "-" : String.join(",", values);
    }

    public String line() {
        return path + " " + authorization();
    }

    public String text() {
        return new String(body, UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + line();
    }
}

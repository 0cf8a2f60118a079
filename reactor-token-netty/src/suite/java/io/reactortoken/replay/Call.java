package io.reactortoken.replay;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** A request, in words of neither integration. Immutable. */
public record Call(
        String method,
        String url,
        Map<String, String> headers,
        @Nullable Body body) {

    /** A body: its publisher, and what its caller says about sending it again. */
    public record Body(Publisher<byte[]> chunks, boolean repeatable, int buffer) {}

    public static Call get(String url) {
        return new Call("GET", url, Map.of(), null);
    }

    public static Call post(String url) {
        return new Call("POST", url, Map.of(), null);
    }

    public Call header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(method, url, Map.copyOf(more), body);
    }

    /** A body of which nothing is known. */
    public Call body(Publisher<byte[]> chunks) {
        return new Call(method, url, headers, new Body(chunks, false, 0));
    }

    /** A body that its caller says can be subscribed again. */
    public Call repeatableBody(Publisher<byte[]> chunks) {
        return new Call(method, url, headers, new Body(chunks, true, 0));
    }

    /** A body that is to be remembered. */
    public Call bufferedBody(Publisher<byte[]> chunks, int maxBytes) {
        return new Call(method, url, headers, new Body(chunks, false, maxBytes));
    }
}

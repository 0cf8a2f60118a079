package io.reactortoken.webflux;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;

/** Takes a copy of what passes, up to a limit. Used by one subscriber after the other, never by two at a time. */
final class BodyRecorder {

    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private final int limit;
    private final long declared;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long length;

    /** Before the request is committed, and after its encoder has said what the body is. */
    BodyRecorder(HttpHeaders headers, int limit) {
        this.limit = limit;
        this.declared = headers.getContentLength();
        if (limit > 0) {
            headers.forEach((name, values) -> this.headers.put(name, List.copyOf(values)));
            this.headers.keySet().removeIf(HttpHeaders.AUTHORIZATION::equalsIgnoreCase);
        }
    }

    void add(DataBuffer buffer) {
        length += buffer.readableByteCount();
        if (length <= limit) {
            byte[] copy = new byte[buffer.readableByteCount()];
            int position = buffer.readPosition();
            buffer.read(copy);
            buffer.readPosition(position);
            bytes.writeBytes(copy);
        }
    }

    /** With that, a server has all of it, and may answer before whoever makes the body says that this was the end. */
    boolean hasWhatWasDeclared() {
        return length == declared;
    }

    /** Nothing, if nothing was wanted or if it was too much. */
    @Nullable
    RecordedBody whole() {
        return limit > 0 && length <= limit ? new RecordedBody(headers, bytes.toByteArray()) : null;
    }
}

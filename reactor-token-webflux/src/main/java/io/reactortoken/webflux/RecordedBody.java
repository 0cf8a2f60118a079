package io.reactortoken.webflux;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequest;
import reactor.core.publisher.Mono;

/** A body as it was sent, to be sent again without whoever made it. Shows neither headers nor bytes. */
final class RecordedBody {

    private final Map<String, List<String>> headers;
    private final byte[] bytes;

    RecordedBody(Map<String, List<String>> headers, byte[] bytes) {
        this.headers = headers;
        this.bytes = bytes;
    }

    Mono<Void> writeTo(ClientHttpRequest output) {
        HttpHeaders present = output.getHeaders();
        headers.forEach((name, values) -> {
            if (present.getFirst(name) == null) {
                present.addAll(name, values);
            }
        });
        present.setContentLength(bytes.length);
        return output.writeWith(Mono.fromSupplier(() -> output.bufferFactory().wrap(bytes)));
    }
}

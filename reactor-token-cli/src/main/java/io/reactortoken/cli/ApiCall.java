package io.reactortoken.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** One GET through an authorized client, as it was sent and answered. */
final class ApiCall {

    /** Of the body; more is not read. */
    static final int MOST_BYTES = 16 * 1024;

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final HttpClient client;
    private final URI url;
    private final AtomicInteger sent = new AtomicInteger();

    ApiCall(HttpClient authorized, URI url) {
        this.client = authorized.doAfterRequest((request, connection) -> sent.incrementAndGet());
        this.url = url;
    }

    Mono<ApiAnswer> run() {
        return client.get()
                .uri(url)
                .response((response, body) -> first(body).map(bytes -> answer(response, bytes)))
                .single()
                .timeout(DEADLINE);
    }

    /** As many bytes as are shown, and one more if there are more. */
    private static Mono<byte[]> first(ByteBufFlux body) {
        return Mono.defer(() -> {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            return body.doOnNext(part -> add(part, read))
                    .takeUntil(part -> read.size() > MOST_BYTES)
                    .then(Mono.fromSupplier(read::toByteArray));
        });
    }

    private static void add(ByteBuf part, ByteArrayOutputStream read) {
        byte[] bytes = new byte[Math.min(part.readableBytes(), MOST_BYTES + 1 - read.size())];
        part.readBytes(bytes);
        read.write(bytes, 0, bytes.length);
    }

    private ApiAnswer answer(HttpClientResponse response, byte[] body) {
        return new ApiAnswer(
                url,
                sent.get(),
                headers(response.requestHeaders()),
                response.status().code(),
                headers(response.responseHeaders()),
                new String(body, 0, Math.min(body.length, MOST_BYTES), UTF_8),
                body.length > MOST_BYTES);
    }

    private static List<Map.Entry<String, String>> headers(HttpHeaders headers) {
        return headers.entries().stream().map(Map.Entry::copyOf).toList();
    }
}

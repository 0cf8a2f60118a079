package io.reactortoken.webflux;

import io.reactortoken.internal.HeldAnswer;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A response, unread. */
final class HeldResponse extends HeldAnswer<ClientResponse> {

    private static final int MAX_DRAINED_BYTES = 64 * 1024;
    private static final Duration MAX_DRAIN_TIME = Duration.ofMillis(250);

    private final ClientResponse response;
    private final @Nullable ByteArrayOutputStream kept;
    private volatile boolean whole;

    /** Keeps what is drained where it may be wanted back. */
    HeldResponse(ClientResponse response, boolean keeping) {
        super(response.statusCode().value());
        this.response = response;
        this.kept = keeping ? new ByteArrayOutputStream() : null;
    }

    @Override
    protected Mono<Void> turn() {
        return Mono.empty();
    }

    @Override
    protected Mono<ClientResponse> passed() {
        return Mono.just(response);
    }

    @Override
    protected int status(ClientResponse answer) {
        return answer.statusCode().value();
    }

    /**
     * Reads little and briefly, so that the connection can be used again; where that is not enough, the cancellation
     * closes it. {@code releaseBody()} knows no limit.
     */
    @Override
    protected Mono<Void> drained() {
        return Mono.defer(() -> {
            int[] read = {0};
            return response.body(BodyExtractors.toDataBuffers())
                    .map(this::take)
                    .doOnComplete(() -> whole = true)
                    .takeUntil(bytes -> (read[0] += bytes) > MAX_DRAINED_BYTES)
                    .then()
                    .timeout(MAX_DRAIN_TIME)
                    .onErrorComplete();
        });
    }

    private int take(DataBuffer buffer) {
        int length = buffer.readableByteCount();
        if (kept != null) {
            byte[] bytes = new byte[length];
            buffer.read(bytes);
            kept.writeBytes(bytes);
        }
        DataBufferUtils.release(buffer);
        return length;
    }

    /** The response as it came, once more; empty if it was not kept, or not to its end. */
    Mono<ClientResponse> copy() {
        if (kept == null || !whole) {
            return Mono.empty();
        }
        ClientResponse.Builder copy = ClientResponse.create(response.statusCode(), response.strategies())
                .request(response.request())
                .cookies(cookies -> cookies.addAll(response.cookies()))
                .body(Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(kept.toByteArray())));
        response.headers().asHttpHeaders().forEach((name, values) -> copy.header(name, values.toArray(String[]::new)));
        return Mono.just(copy.build());
    }
}

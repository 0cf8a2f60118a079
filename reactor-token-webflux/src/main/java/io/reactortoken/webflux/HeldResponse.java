package io.reactortoken.webflux;

import io.reactortoken.AccessToken;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Mono;

/** A response that nobody has read yet, and that either its caller gets as it came, or nobody. */
final class HeldResponse {

    private static final int MAX_DRAINED_BYTES = 64 * 1024;
    private static final Duration MAX_DRAIN_TIME = Duration.ofMillis(250);

    private final ClientResponse response;
    private final AtomicBoolean held = new AtomicBoolean(true);

    HeldResponse(ClientResponse response) {
        this.response = response;
    }

    /**
     * Waits for a token. If there is one, drops this response and replays; if there is none, gives this response out.
     *
     * <p>Whoever cancels the wait would leave a connection that nobody owns, so it is drained then, too.
     */
    Mono<ClientResponse> replacedBy(Mono<AccessToken> token, Function<AccessToken, Mono<ClientResponse>> replay) {
        return token.singleOptional()
                .flatMap(renewed -> renewed.map(another -> dropped().then(Mono.defer(() -> replay.apply(another))))
                        .orElseGet(this::givenOut))
                .doOnCancel(() -> dropped().subscribe());
    }

    private Mono<Void> dropped() {
        return Mono.defer(() -> takeOver() ? drain() : Mono.empty());
    }

    private Mono<ClientResponse> givenOut() {
        return Mono.defer(() -> takeOver() ? Mono.just(response) : Mono.empty());
    }

    /** One of three: the replay, the caller, the cancellation. The last one may come at any time, and again. */
    private boolean takeOver() {
        return held.compareAndSet(true, false);
    }

    /**
     * Reads little and briefly, so that the connection can be used again; where that is not enough, the cancellation
     * closes it. {@code releaseBody()} knows no limit.
     */
    private Mono<Void> drain() {
        return Mono.defer(() -> {
            int[] read = {0};
            return response.body(BodyExtractors.toDataBuffers())
                    .map(HeldResponse::release)
                    .takeUntil(bytes -> (read[0] += bytes) > MAX_DRAINED_BYTES)
                    .then()
                    .timeout(MAX_DRAIN_TIME)
                    .onErrorComplete();
        });
    }

    private static int release(DataBuffer buffer) {
        int bytes = buffer.readableByteCount();
        DataBufferUtils.release(buffer);
        return bytes;
    }
}

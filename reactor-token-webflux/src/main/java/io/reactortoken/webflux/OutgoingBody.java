package io.reactortoken.webflux;

import io.reactortoken.internal.BodyReplay;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The body of one exchange, watched on its way to the connector: whether it was begun, whether it can be sent again, and
 * that it ends with its request.
 */
final class OutgoingBody {

    private final BodyInserter<?, ? super ClientHttpRequest> original;
    private final BodyReplay policy;

    private volatile Sinks.Empty<Void> stop = Sinks.empty();
    private volatile boolean stopped;
    private volatile boolean begun;
    private volatile boolean handedOver;
    private volatile boolean failed;
    private volatile @Nullable RecordedBody whole;

    private OutgoingBody(BodyInserter<?, ? super ClientHttpRequest> original, BodyReplay policy) {
        this.original = original;
        this.policy = policy;
    }

    static OutgoingBody of(ClientRequest request, BodyReplay byDefault) {
        BodyReplay policy = request.attribute(BodyReplay.class.getName())
                .filter(BodyReplay.class::isInstance)
                .map(BodyReplay.class::cast)
                .orElse(byDefault);
        return new OutgoingBody(request.body(), policy);
    }

    /** Whether sending it again is more than sending headers. */
    boolean mayFail() {
        return original != BodyInserters.empty();
    }

    boolean hasFailed() {
        return failed;
    }

    /** A body that nobody subscribed to has not been sent, however it is made (RS-52). */
    boolean canBeSentAgain() {
        return !begun || policy.repeatable() || whole != null;
    }

    /** Called for each attempt, and by some connectors for each hop. */
    Mono<Void> insert(ClientHttpRequest output, BodyInserter.Context context) {
        RecordedBody again = whole;
        if (again != null) {
            return again.writeTo(output);
        }
        if (!mayFail()) {
            return original.insert(output, context);
        }
        stop = Sinks.empty();
        stopped = false;
        handedOver = false;
        failed = false;
        // from then on, an error may be the connection's
        return original.insert(WatchedRequest.of(output, this), context).doOnError(error -> failed |= !handedOver);
    }

    /**
     * Ends an upload that nobody wants any more: its publisher is cancelled, and the request stays as it is, unfinished.
     * Finishing it would make a part look like the whole.
     */
    void stop() {
        stopped = true;
        stop.tryEmitEmpty();
    }

    /** A file, sent by the connector itself. */
    void beginFile() {
        handedOver = true;
        begun = true;
    }

    /** What is written, on its way. */
    Publisher<? extends DataBuffer> watched(ClientHttpRequest output, Publisher<? extends DataBuffer> body) {
        handedOver = true;
        BodyRecorder recorder = new BodyRecorder(output.getHeaders(), policy.buffer());
        if (body instanceof Mono<? extends DataBuffer> one) {
            return one.doOnSubscribe(subscription -> begun = true)
                    .doOnNext(recorder::add)
                    .doOnSuccess(last -> whole = recorder.whole())
                    .doOnError(error -> failed = true)
                    .<DataBuffer>map(Function.identity())
                    .takeUntilOther(stop.asMono())
                    .switchIfEmpty(unlessStopped());
        }
        return untilStopped(recorded(body, recorder).doOnComplete(() -> whole = recorder.whole()));
    }

    Publisher<? extends Publisher<? extends DataBuffer>> watchedParts(
            ClientHttpRequest output, Publisher<? extends Publisher<? extends DataBuffer>> parts) {
        handedOver = true;
        BodyRecorder recorder = new BodyRecorder(output.getHeaders(), policy.buffer());
        Flux<Publisher<DataBuffer>> watched = Flux.from(parts)
                .doOnSubscribe(subscription -> begun = true)
                .doOnError(error -> failed = true)
                .<Publisher<DataBuffer>>map(part -> untilStopped(recorded(part, recorder)))
                .doOnComplete(() -> whole = recorder.whole());
        return untilStopped(watched);
    }

    private Flux<DataBuffer> recorded(Publisher<? extends DataBuffer> body, BodyRecorder recorder) {
        return Flux.<DataBuffer>from(body)
                .doOnSubscribe(subscription -> begun = true)
                .doOnError(error -> failed = true)
                .doOnNext(buffer -> {
                    recorder.add(buffer);
                    if (recorder.hasWhatWasDeclared()) {
                        whole = recorder.whole();
                    }
                });
    }

    private <T> Flux<T> untilStopped(Flux<T> source) {
        return source.takeUntilOther(stop.asMono()).concatWith(unlessStopped());
    }

    private <T> Mono<T> unlessStopped() {
        return Mono.defer(() -> stopped ? Mono.never() : Mono.empty());
    }
}

package io.reactortoken.internal;

import io.reactortoken.AccessToken;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/**
 * A refusal that nobody has read yet, and that either its caller gets as it came, or nobody.
 *
 * @param <R> what the integration calls a response
 * @since 0.1.0
 */
public abstract class HeldAnswer<R> {

    private final int status;
    private final AtomicBoolean held = new AtomicBoolean(true);

    /**
     * Takes a refusal.
     *
     * @param status its HTTP status
     */
    protected HeldAnswer(int status) {
        this.status = status;
    }

    /**
     * Frees what the refusal holds, within limits.
     *
     * <p>Cold; subscribed at most once. Completes when a replay may take a connection. Cancelling frees at once. Signals
     * arrive on the integration's thread.
     *
     * @return a mono that completes
     */
    protected abstract Mono<Void> drained();

    /**
     * Gives the refusal to its caller, on the thread on which the caller would have got it without us.
     *
     * @return a mono of it
     */
    protected abstract Mono<R> passed();

    /**
     * Waits for a token. If there is one, drops this refusal and replays; if there is none, passes this refusal on.
     *
     * <p>Cold. Signals the replay's outcome or this refusal; an error of the token or of the replay carries this
     * refusal's status as a suppressed exception. Cancelling while the token is awaited drains as well, because nobody
     * else owns the connection. Signals arrive on the integration's thread.
     *
     * @param token one token, nothing, or an error that the caller wants to see
     * @param replay subscribed at most once
     * @return a mono of one response
     */
    public final Mono<R> replacedBy(Mono<AccessToken> token, Function<AccessToken, Mono<R>> replay) {
        return token.singleOptional()
                .onErrorResume(error -> dropped().then(Mono.error(() -> remembering(error))))
                .flatMap(found -> found.map(renewed -> dropped().then(Mono.defer(() -> replayed(replay, renewed))))
                        .orElseGet(this::givenOut))
                .doOnCancel(() -> dropped().subscribe());
    }

    private Mono<R> replayed(Function<AccessToken, Mono<R>> replay, AccessToken renewed) {
        return replay.apply(renewed).onErrorMap(this::remembering);
    }

    /** RS-23: whoever looks at the error should know that this was the second attempt, and why there was one. */
    private Throwable remembering(Throwable error) {
        // once: some errors are constants
        return Arrays.stream(error.getSuppressed()).anyMatch(FirstRefusal.class::isInstance)
                ? error
                : Exceptions.addSuppressed(error, new FirstRefusal(status));
    }

    private Mono<Void> dropped() {
        return Mono.defer(() -> takeOver() ? drained() : Mono.empty());
    }

    private Mono<R> givenOut() {
        return Mono.defer(() -> takeOver() ? passed() : Mono.empty());
    }

    /** One of three: the replay, the caller, the cancellation. The last one may come at any time, and again. */
    private boolean takeOver() {
        return held.compareAndSet(true, false);
    }
}

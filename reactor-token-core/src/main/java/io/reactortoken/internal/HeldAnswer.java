package io.reactortoken.internal;

import io.reactortoken.AccessToken;
import io.reactortoken.event.TokenEvent.ReplaySkip;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
    private volatile @Nullable ReplayWatch watch;
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
     * Waits for the moment and the thread in which the caller would have got the refusal without us.
     *
     * <p>Cold. Completes. Cancelling is all right, the refusal is still held then.
     *
     * @return a mono that completes
     */
    protected abstract Mono<Void> turn();

    /**
     * Gives the refusal to its caller, at once: whoever cancels later has it.
     *
     * @return a mono of it
     */
    protected abstract Mono<R> passed();

    /**
     * Reads the status of the second answer.
     *
     * @param response what the replay was answered
     * @return its HTTP status; 0 if it has none
     */
    protected abstract int status(R response);

    /**
     * Waits for a token. If there is one, drops this refusal and replays; if there is none, passes this refusal on.
     *
     * <p>Cold. Signals the replay's outcome or this refusal; an error of the token or of the replay carries this
     * refusal's status as a suppressed exception. Cancelling while the token is awaited drains as well, because nobody
     * else owns the connection. Signals arrive on the integration's thread.
     *
     * @param tokens of the exchange
     * @param rejected the token that was refused; reported on subscription
     * @param replay subscribed at most once
     * @return a mono of one response
     */
    public final Mono<R> replacedBy(
            ExchangeTokens tokens, AccessToken rejected, Function<AccessToken, Mono<R>> replay) {
        ReplayWatch watching = tokens.watch(status);
        watch = watching;
        return tokens.after(rejected, watching)
                .singleOptional()
                .onErrorResume(error -> dropped().then(Mono.error(() -> remembering(error))))
                .flatMap(found -> found.map(
                                renewed -> dropped().then(Mono.defer(() -> replayed(replay, renewed, watching))))
                        .orElseGet(() -> givenOut(watching)))
                .doOnCancel(() -> {
                    dropped().subscribe();
                    watching.over();
                });
    }

    private Mono<R> replayed(Function<AccessToken, Mono<R>> replay, AccessToken renewed, ReplayWatch watching) {
        watching.replaying();
        return replay.apply(renewed)
                .doOnNext(response -> watching.answered(status(response)))
                .doOnError(error -> watching.over())
                .onErrorMap(this::remembering);
    }

    /** The replay has no body to send: what its caller gets is the first answer. */
    public final void bodyIsGone() {
        ReplayWatch watching = watch;
        if (watching != null) {
            watching.skipped(ReplaySkip.BODY);
        }
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

    private Mono<R> givenOut(ReplayWatch watching) {
        return turn().then(Mono.defer(() -> {
            if (!takeOver()) {
                return Mono.empty();
            }
            watching.skipped(ReplaySkip.NO_OTHER_TOKEN);
            return passed();
        }));
    }

    /** One of three: the replay, the caller, the cancellation. The last one may come at any time, and again. */
    private boolean takeOver() {
        return held.compareAndSet(true, false);
    }
}

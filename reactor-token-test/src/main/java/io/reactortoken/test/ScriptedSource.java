package io.reactortoken.test;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * A token source that answers as a test says: at once by a script, or silent until the test answers.
 *
 * <p>Thread-safe. An answer arrives on the thread that gives it.
 *
 * @since 0.1.0
 */
public final class ScriptedSource implements TokenSource {

    private final @Nullable IntFunction<Mono<AccessToken>> script;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    /** The requests without an answer; emptied of who asked when that cancels. */
    private final Queue<AtomicReference<@Nullable MonoSink<AccessToken>>> waiting = new ConcurrentLinkedQueue<>();

    private ScriptedSource(@Nullable IntFunction<Mono<AccessToken>> script) {
        this.script = script;
    }

    /** {@return a source that keeps every request waiting until {@link #answer} or {@link #fail}} */
    public static ScriptedSource silent() {
        return new ScriptedSource(null);
    }

    /**
     * Returns a source that answers at once.
     *
     * @param script from the number of the request, from 1, to its answer
     * @return a source
     */
    public static ScriptedSource answering(IntFunction<Mono<AccessToken>> script) {
        return new ScriptedSource(script);
    }

    /**
     * Returns a source that answers at once with a new token each time: {@code t1}, {@code t2} and so on.
     *
     * @param lifetime of each
     * @return a source
     */
    public static ScriptedSource issuing(Duration lifetime) {
        return answering(number -> Mono.just(AccessToken.bearer("t" + number, lifetime)));
    }

    /**
     * Returns the scripted answer.
     *
     * <p>A request is counted on subscription. Signals what the script or the test says. Cancelling is counted. Signals
     * arrive on the thread that answers.
     *
     * @return a mono that counts each subscription as a request
     */
    @Override
    public Mono<AccessToken> token() {
        return Mono.defer(() -> {
                    int number = requests.incrementAndGet();
                    return script == null ? Mono.<AccessToken>create(this::await) : script.apply(number);
                })
                .doOnCancel(cancelled::incrementAndGet);
    }

    private void await(MonoSink<AccessToken> sink) {
        AtomicReference<@Nullable MonoSink<AccessToken>> request = new AtomicReference<>(sink);
        sink.onCancel(() -> request.set(null));
        waiting.add(request);
    }

    /**
     * Answers the oldest request that has no answer yet. If it was cancelled meanwhile, the answer gets lost, as it does
     * on a connection.
     *
     * @param token the answer
     * @throws IllegalStateException if there is no such request
     */
    public void answer(AccessToken token) {
        next(sink -> sink.success(token));
    }

    /**
     * Fails the oldest request that has no answer yet. If it was cancelled meanwhile, the error gets lost.
     *
     * @param error the answer
     * @throws IllegalStateException if there is no such request
     */
    public void fail(Throwable error) {
        next(sink -> sink.error(error));
    }

    private void next(Consumer<MonoSink<AccessToken>> answer) {
        AtomicReference<@Nullable MonoSink<AccessToken>> request = waiting.poll();
        if (request == null) {
            throw new IllegalStateException("no request waits; there were " + requests);
        }
        MonoSink<AccessToken> sink = request.get();
        if (sink != null) {
            answer.accept(sink);
        }
    }

    /** {@return how many requests there have been} */
    public int requests() {
        return requests.get();
    }

    /** {@return how many requests were cancelled} */
    public int cancelled() {
        return cancelled.get();
    }
}

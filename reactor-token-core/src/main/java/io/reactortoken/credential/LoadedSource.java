package io.reactortoken.credential;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * A secret that is loaded: one load at a time, which belongs to the source and to no subscriber, and a memory of the last
 * good one. Its state is one value behind one reference.
 */
final class LoadedSource implements SecretSource {

    private final SecretLoader loader;
    private final SecretLog log;
    private final AtomicReference<State> state = new AtomicReference<>(State.EMPTY);

    /**
     * What is known.
     *
     * @param good the last secret that was loaded; null before, and after the store said that there is none
     * @param goodAt when its load ended
     * @param reloadedAt when the last load ended that somebody insisted on; null before
     * @param running the load under way
     */
    private record State(
            @Nullable Secret good,
            long goodAt,
            @Nullable Long reloadedAt,
            @Nullable Load running) {

        static final State EMPTY = new State(null, 0, null, null);

        State with(@Nullable Load load) {
            return new State(good, goodAt, reloadedAt, load);
        }
    }

    /** One load, and those who wait for it. */
    private record Load(boolean insisted, Sinks.One<Secret> end) {

        /** Each gets an exception of its own. */
        Mono<Secret> joined() {
            return end.asMono().onErrorMap(TokenException.class, shared -> shared.with(shared.failure()));
        }
    }

    LoadedSource(SecretLoader loader) {
        this.loader = loader;
        this.log = new SecretLog(loader.description());
    }

    @Override
    public Mono<Secret> secret() {
        return Mono.deferContextual(context -> remembered(false, context));
    }

    @Override
    public Mono<Secret> reload() {
        return Mono.deferContextual(context -> remembered(true, context));
    }

    private Mono<Secret> remembered(boolean insist, ContextView context) {
        for (; ; ) {
            State seen = state.get();
            Secret good = seen.good;
            Load running = seen.running;
            if (running != null) {
                return running.insisted || !insist
                        ? running.joined()
                        : running.joined().onErrorComplete().then(reload());
            }
            if (good != null && isYoung(seen, insist)) {
                return Mono.just(good);
            }
            Load load = new Load(insist, Sinks.one());
            if (state.compareAndSet(seen, seen.with(load))) {
                start(load, context);
                return load.joined();
            }
        }
    }

    private boolean isYoung(State seen, boolean insist) {
        long now = loader.now();
        if (insist) {
            Long last = seen.reloadedAt;
            return last != null && now - last < loader.reloadIntervalNanos();
        }
        return now - seen.goodAt < loader.maxAgeNanos();
    }

    /** With the first one's Context: a store that needs a token which needs this secret is found out by it (CS-16). */
    private void start(Load load, ContextView context) {
        loader.load()
                .switchIfEmpty(Mono.error(() -> SecretText.failure(
                        Code.CRD_P, name() + " signalled no secret", "H-SECRET", "check what it reads from")))
                .subscribe(secret -> loaded(load, secret), error -> failed(load, error), null, Context.of(context));
    }

    /** The same text is the same secret, also under another version. */
    private void loaded(Load load, Secret secret) {
        log.read(secret);
        long now = loader.now();
        State after = state.updateAndGet(seen -> {
            Secret before = seen.good;
            Secret kept = before != null
                            && before.isSameAs(secret)
                            && before.version().equals(secret.version())
                    ? before
                    : secret;
            return new State(kept, now, load.insisted ? Long.valueOf(now) : seen.reloadedAt, null);
        });
        Secret kept = after.good;
        load.end.tryEmitValue(kept == null ? secret : kept);
    }

    private void failed(Load load, Throwable error) {
        TokenException failure = classify(error);
        long now = loader.now();
        State before = state.getAndUpdate(seen -> {
            Secret remembered = failure.retryable() ? seen.good : null;
            return new State(remembered, seen.goodAt, load.insisted ? Long.valueOf(now) : seen.reloadedAt, null);
        });
        Secret good = before.good;
        boolean usable = failure.retryable() && now - before.goodAt < loader.maxStaleNanos();
        if (good != null && usable) {
            log.warn(
                    "L-STALE",
                    "the last good secret is used, because loading it failed: "
                            + failure.code().label());
            log.debug("loading failed: " + failure.getMessage());
            load.end.tryEmitValue(good);
        } else {
            load.end.tryEmitError(failure);
        }
    }

    private TokenException classify(Throwable error) {
        if (error instanceof TokenException known) {
            return known;
        }
        if (error instanceof TimeoutException) {
            return SecretText.failure(
                    Code.CRD_T,
                    name() + " did not answer within " + text(loader.deadline()),
                    "H-SECRET",
                    "is the store reachable from here?");
        }
        return TokenCredentialException.of(
                SecretText.failure(
                                Code.CRD_T,
                                name() + " failed with " + error.getClass().getName(),
                                "H-SECRET",
                                "the cause is the source's own error")
                        .failure(),
                error);
    }

    private static String text(Duration duration) {
        return duration.toMillis() + " ms";
    }

    private String name() {
        return "the secret source " + loader.description();
    }

    @Override
    public String description() {
        return loader.description();
    }

    @Override
    public String toString() {
        return "SecretSource[" + description() + "]";
    }
}

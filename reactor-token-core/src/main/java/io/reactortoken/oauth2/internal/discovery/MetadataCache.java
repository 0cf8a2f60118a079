package io.reactortoken.oauth2.internal.discovery;

import static java.util.Objects.requireNonNull;

import io.reactortoken.TokenClock;
import io.reactortoken.TokenException;
import io.reactortoken.transport.TokenTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The metadata of one issuer: fetched when it is first needed, kept for an hour, and used on while it cannot be fetched
 * again. However many ask for it, one fetch runs.
 *
 * @since 0.1.0
 */
public final class MetadataCache {

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(1);
    /** A transport has a deadline of its own; this is for one that has not. */
    private static final Duration LONGEST_FETCH = Duration.ofSeconds(60);

    private final IssuerRules rules;
    private final TokenTransport transport;
    private final Consumer<String> warnings;
    private final AtomicReference<State> state = new AtomicReference<>(new State(null, 0, null));

    /** What is known, until when, and the fetch that runs. */
    private record State(
            @Nullable Metadata metadata,
            long freshUntil,
            @Nullable Mono<Metadata> fetch) {

        boolean isFresh(long nanoTime) {
            return metadata != null && nanoTime - freshUntil < 0;
        }
    }

    /**
     * Makes an empty cache.
     *
     * @param rules what is believed
     * @param transport what carries the request
     * @param warnings told what somebody should act on, in one line
     */
    public MetadataCache(IssuerRules rules, TokenTransport transport, Consumer<String> warnings) {
        this.rules = rules;
        this.transport = transport;
        this.warnings = warnings;
    }

    /**
     * Returns the metadata.
     *
     * <p>Cold: looks on subscription, and fetches what is not there or too old.
     * <p>Signals the metadata, or a {@link TokenException} where there never was any.
     * <p>Cancelling leaves the fetch to the others, and to the next one who asks.
     * <p>What is known arrives on the subscribing thread, what is fetched on the transport's.
     *
     * @param clock by which it ages
     * @return a mono that looks again on each subscription
     */
    public Mono<Metadata> metadata(TokenClock clock) {
        return Mono.deferContextual(context -> {
            State seen = state.get();
            Metadata known = seen.metadata;
            if (known != null && seen.isFresh(clock.nanoTime())) {
                return Mono.just(known);
            }
            Mono<Metadata> fetch = seen.fetch == null ? begin(clock) : seen.fetch;
            return fetch
                    // an exception of one's own for each who waits
                    .onErrorMap(TokenException.class, error -> error.with(error.failure()));
        });
    }

    private Mono<Metadata> begin(TokenClock clock) {
        return Mono.deferContextual(context -> {
            Sinks.One<Metadata> sink = Sinks.one();
            State seen = state.get();
            if (seen.fetch != null) {
                return seen.fetch;
            }
            State begun = new State(seen.metadata, seen.freshUntil, sink.asMono());
            if (!state.compareAndSet(seen, begun)) {
                return metadata(clock);
            }
            // the caller's Context goes along: it tells a client that is authorized by what is fetched here
            new MetadataRequest(rules, transport, () -> Instant.ofEpochMilli(clock.epochMillis()))
                    .fetch()
                    .timeout(LONGEST_FETCH)
                    .contextWrite(context)
                    .subscribe(found -> land(found, sink, clock), error -> fail(error, sink, clock));
            return sink.asMono();
        });
    }

    private void land(Metadata found, Sinks.One<Metadata> sink, TokenClock clock) {
        Metadata before = state.get().metadata;
        state.set(new State(found, clock.nanoTime() + LIFETIME.toNanos(), null));
        if (before != null && !before.tokenEndpoint().equals(found.tokenEndpoint())) {
            warnings.accept("the issuer's metadata names another token_endpoint than before");
        }
        sink.tryEmitValue(found);
    }

    private void fail(Throwable error, Sinks.One<Metadata> sink, TokenClock clock) {
        Metadata before = state.get().metadata;
        if (before == null) {
            state.set(new State(null, 0, null));
            sink.tryEmitError(error);
            return;
        }
        state.set(new State(before, clock.nanoTime() + AFTER_A_FAILURE.toNanos(), null));
        String what = error instanceof TokenException known
                ? requireNonNull(known.getMessage())
                : error.getClass().getName();
        warnings.accept("the issuer's metadata could not be renewed, the old one serves on: " + what);
        sink.tryEmitValue(before);
    }
}

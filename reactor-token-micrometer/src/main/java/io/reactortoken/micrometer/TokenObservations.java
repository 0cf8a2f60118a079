package io.reactortoken.micrometer;

import static java.util.Objects.requireNonNull;

import io.micrometer.observation.ObservationRegistry;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import io.reactortoken.event.EventOrigin;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * An {@link io.micrometer.observation.Observation} around each attempt to fetch a token. Immutable: every call returns a
 * new value.
 *
 * <p>A fetch that a cache shares has no one parent. Its observation is a root, and {@link TokenFetchContext#startedBy()} is
 * the link to the caller that happened to start it. Only where the subscriber's Context holds an observation, as without a
 * cache, does the fetch belong to one caller, and that observation is its parent.
 *
 * @since 0.1.0
 */
public final class TokenObservations {

    private final ObservationRegistry registry;
    private final ClientNames clients;
    private final @Nullable TokenFetchConvention convention;

    private TokenObservations(
            ObservationRegistry registry, ClientNames clients, @Nullable TokenFetchConvention convention) {
        this.registry = registry;
        this.clients = clients;
        this.convention = convention;
    }

    /**
     * Returns observations of a registry, named by the registry's global convention for a {@link TokenFetchContext}, or else
     * by the defaults of {@link TokenFetchConvention}.
     *
     * @param registry told of each fetch
     * @return observations
     */
    public static TokenObservations of(ObservationRegistry registry) {
        return new TokenObservations(
                requireNonNull(registry, "registry"), new ClientNames(ClientNames.DEFAULT_MAX), null);
    }

    /**
     * Names the observations otherwise.
     *
     * @param convention goes before a global one
     * @return new observations
     */
    public TokenObservations convention(TokenFetchConvention convention) {
        return new TokenObservations(registry, clients, requireNonNull(convention, "convention"));
    }

    /**
     * Returns a source whose attempts are observed. Made below the cache:
     * {@code observe(request.source()).cache()}, so that a token from memory costs nothing.
     *
     * <p>Each subscription is one observation; it begins before anything else and ends once: with the token, the error or
     * the cancel. It is in the Context of the fetch, so that the client that carries it can be its child. What a handler
     * throws goes to {@link reactor.core.publisher.Hooks#onErrorDropped} and harms no fetch. Signals, cancel and thread are
     * those of {@code source}.
     *
     * @param source asks on every subscription
     * @return the same, observed; {@code source} itself if the registry observes nothing
     * @throws IllegalArgumentException if {@code source} is a cache
     */
    public TokenSource observe(TokenSource source) {
        requireNonNull(source, "source");
        if (source instanceof CachedTokenSource) {
            throw new IllegalArgumentException(
                    "the source is a cache, so that each hit would be observed; observe what it caches");
        }
        return registry.isNoop()
                ? source
                : TokenSource.delegating(source, mono -> mono.tap(context -> listener(source, context)));
    }

    private FetchListener listener(TokenSource source, ContextView subscriber) {
        String name = source instanceof EventOrigin origin ? origin.client() : "";
        return new FetchListener(registry, convention, clients.of(name), subscriber);
    }

    /** Tells whose names are used. */
    @Override
    public String toString() {
        return "TokenObservations[" + (convention == null ? "default" : "custom") + " convention]";
    }
}

package io.reactortoken.micrometer;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenClock;
import io.reactortoken.event.EventOrigin;
import io.reactortoken.event.TokenEvent;
import io.reactortoken.event.TokenEventListener;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Meters of token requests ({@link TokenMeter}). As a listener it counts what happened; what is held, it looks at when the
 * registry asks, for the sources that were {@linkplain #bind bound}.
 *
 * <p>Make one for a registry, and pass it to all builders. The number of meters is bounded, whatever events hold: see
 * {@link Builder#maxClients}. No meter, tag or value holds a token, a secret, or a text that a server sent.
 *
 * <p>Thread-safe. It does nothing on the path of a token that is handed out from memory.
 *
 * @since 0.1.0
 */
public final class TokenMetrics implements TokenEventListener {

    private final MeterRegistry registry;
    private final TokenClock clock;
    private final ClientNames clients;
    private final EventMeters meters;
    private final Map<String, SourceGauges> gauges = new ConcurrentHashMap<>();

    private TokenMetrics(MeterRegistry registry, TokenClock clock, int maxClients) {
        this.registry = registry;
        this.clock = clock;
        this.clients = new ClientNames(maxClients);
        this.meters = new EventMeters(registry, clients);
    }

    /**
     * Returns meters of a registry, with the defaults of the {@linkplain #builder builder}.
     *
     * @param registry where they are registered
     * @return a listener, to be given to token requests and policies
     */
    public static TokenMetrics of(MeterRegistry registry) {
        return builder(registry).build();
    }

    /**
     * Returns a builder of meters.
     *
     * @param registry where they are registered
     * @return a builder with the defaults
     */
    public static Builder builder(MeterRegistry registry) {
        return new Builder(requireNonNull(registry, "registry"), TokenClock.system(), ClientNames.DEFAULT_MAX);
    }

    /** {@inheritDoc} */
    @Override
    public void onEvent(TokenEvent event) {
        meters.count(event);
    }

    /**
     * Registers the gauges of a source under the name that its events have.
     *
     * @param source looked at whenever the registry asks; held weakly
     * @return forgets the source; the gauges go with the last source of their name
     * @see #bind(String, CachedTokenSource)
     */
    public Disposable bind(CachedTokenSource source) {
        return bind(source instanceof EventOrigin origin ? origin.client() : "", source);
    }

    /**
     * Registers the gauges of a source. Where several sources have one name, each gauge tells of the worst: the first to
     * expire, the oldest, whether any is on hold, whether all are usable. A source that is closed counts no more.
     *
     * <p>It starts nothing: a source that nobody uses stays as it is.
     *
     * @param client the value of the tag {@link TokenTag#CLIENT}
     * @param source looked at whenever the registry asks; held weakly
     * @return forgets the source; the gauges go with the last source of their name
     */
    public Disposable bind(String client, CachedTokenSource source) {
        requireNonNull(source, "source");
        String name = clients.of(client);
        var reference = new WeakReference<>(source);
        gauges.compute(name, (key, known) -> {
            SourceGauges group = known == null ? new SourceGauges(registry, clock, name) : known;
            group.add(reference);
            return group;
        });
        meters.expect(name);
        return Disposables.composite(() -> forget(name, reference));
    }

    /** Inside compute, so that nobody adds a source to gauges which are on their way out. */
    private void forget(String name, WeakReference<CachedTokenSource> reference) {
        gauges.computeIfPresent(name, (key, group) -> {
            if (group.remove(reference)) {
                group.removeFrom(registry);
                return null;
            }
            return group;
        });
    }

    /** Tells how many names there are gauges for. */
    @Override
    public String toString() {
        return "TokenMetrics[" + gauges.size() + " bound]";
    }

    /**
     * Builds meters. Immutable: every call returns a new builder.
     *
     * @since 0.1.0
     */
    public static final class Builder {

        private final MeterRegistry registry;
        private final TokenClock clock;
        private final int maxClients;

        private Builder(MeterRegistry registry, TokenClock clock, int maxClients) {
            this.registry = registry;
            this.clock = clock;
            this.maxClients = maxClients;
        }

        /**
         * Limits how many names of registrations are values of {@link TokenTag#CLIENT}; the rest are {@code other}. So is a
         * name of more than 100 characters or with control characters. Default: 100.
         *
         * @param max at least 1
         * @return a new builder
         */
        public Builder maxClients(int max) {
            if (max < 1) {
                throw new IllegalArgumentException("maxClients is " + max + ", and must be at least 1");
            }
            return new Builder(registry, clock, max);
        }

        /**
         * Sets the clock by which ages are told: the one that the sources have. Default: {@link TokenClock#system()}.
         *
         * @param clock only its wall clock is read
         * @return a new builder
         */
        public Builder clock(TokenClock clock) {
            return new Builder(registry, requireNonNull(clock, "clock"), maxClients);
        }

        /** {@return new meters} */
        public TokenMetrics build() {
            return new TokenMetrics(registry, clock, maxClients);
        }
    }
}

package io.reactortoken.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenClock;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenHealth;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The gauges of one name. Several sources may bear it; then each gauge tells of the worst. The registry keeps this for good, so
 * that it holds the sources weakly.
 */
final class SourceGauges {

    private final TokenClock clock;
    private final List<WeakReference<CachedTokenSource>> sources = new CopyOnWriteArrayList<>();
    private final List<Gauge> gauges;

    SourceGauges(MeterRegistry registry, TokenClock clock, String client) {
        this.clock = clock;
        this.gauges = List.of(
                gauge(
                        registry,
                        TokenMeter.EXPIRES_IN,
                        client,
                        all -> all.expiresIn().min()),
                gauge(registry, TokenMeter.AGE, client, all -> all.age().max()),
                gauge(
                        registry,
                        TokenMeter.USABLE,
                        client,
                        all -> all.each(TokenHealth::usable).min()),
                gauge(
                        registry,
                        TokenMeter.HOLD_ON,
                        client,
                        all -> all.each(SourceGauges::isOnHold).max()));
    }

    private Gauge gauge(
            MeterRegistry registry, TokenMeter meter, String client, Function<SourceGauges, OptionalDouble> worst) {
        ToDoubleFunction<SourceGauges> value = all -> worst.apply(all).orElse(Double.NaN);
        return Gauge.builder(meter.getName(), this, value)
                .description(meter.description())
                .baseUnit(EventMeters.unit(meter))
                .tag(TokenTag.CLIENT.asString(), client)
                .strongReference(true)
                .register(registry);
    }

    void add(WeakReference<CachedTokenSource> source) {
        sources.removeIf(known -> known.refersTo(null));
        sources.add(source);
    }

    /** {@return whether no source is left} */
    boolean remove(WeakReference<CachedTokenSource> added) {
        sources.remove(added);
        return sources.isEmpty();
    }

    void removeFrom(MeterRegistry registry) {
        gauges.forEach(registry::remove);
    }

    private Stream<CachedTokenSource> open() {
        return sources.stream().map(WeakReference::get).filter(Objects::nonNull).filter(source -> !source.isDisposed());
    }

    private DoubleStream expiresIn() {
        Instant now = now();
        return open().flatMap(source -> source.health().expires().stream())
                .mapToDouble(expires -> seconds(now, expires));
    }

    private DoubleStream age() {
        Instant now = now();
        return open().flatMap(source -> source.usable().stream())
                .flatMap(token -> issued(token).stream())
                .mapToDouble(issued -> seconds(issued, now));
    }

    private DoubleStream each(Function<TokenHealth, Boolean> claim) {
        return open().mapToDouble(source -> claim.apply(source.health()) ? 1 : 0);
    }

    /** A source that was closed between the two looks is none that fails. */
    private static boolean isOnHold(TokenHealth health) {
        return health.status() == TokenHealth.Status.FAILING && !health.code().equals(TokenFailure.Code.CLS.label());
    }

    private static Optional<Instant> issued(AccessToken token) {
        return token.issuedAt().or(() -> token.lifetime().map(token.expiresAt()::minus));
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.epochMillis());
    }

    /** Not by milliseconds: to {@link Instant#MAX} there are more of them than a long can tell. */
    private static double seconds(Instant from, Instant to) {
        Duration between = Duration.between(from, to);
        return between.getSeconds() + between.getNano() / 1e9;
    }
}

package io.reactortoken.credential;

import static java.util.Objects.requireNonNull;

import io.reactortoken.TokenClock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Makes a {@link SecretSource} of a load: one load serves all who wait, has a deadline, and its last good result is used
 * while the store fails. For stores of one's own; the sources of this library are made by it too.
 *
 * <p>Immutable: every call returns a new value.
 *
 * @since 0.1.0
 */
public final class SecretLoader {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration MAX_STALE = Duration.ofHours(24);

    private final String description;
    private final Supplier<? extends Mono<Secret>> load;
    private Duration maxAge = Duration.ZERO;
    private Duration maxStale = MAX_STALE;
    private Duration deadline = DEADLINE;
    private Duration reloadInterval = Duration.ofSeconds(1);
    private SecretText rules;
    private TokenClock clock = TokenClock.system();
    private @Nullable Scheduler timers;

    private SecretLoader(String description, Supplier<? extends Mono<Secret>> load) {
        this.description = description;
        this.load = load;
        this.rules = SecretText.from("the secret from " + description);
    }

    /**
     * Starts with how to load.
     *
     * @param description where the secret comes from, for messages: a kind and a name, {@code file:/run/secrets/orders};
     *     never the secret
     * @param load called for each load; its mono must not block the thread that subscribes. An error that is not a
     *     {@link io.reactortoken.TokenException} counts as a failure for the moment
     * @return a loader with the defaults
     */
    public static SecretLoader of(String description, Supplier<? extends Mono<Secret>> load) {
        return new SecretLoader(requireNonNull(description, "description"), requireNonNull(load, "load"));
    }

    private SecretLoader copy() {
        SecretLoader copy = new SecretLoader(description, load);
        copy.maxAge = maxAge;
        copy.maxStale = maxStale;
        copy.deadline = deadline;
        copy.reloadInterval = reloadInterval;
        copy.rules = rules;
        copy.clock = clock;
        copy.timers = timers;
        return copy;
    }

    /**
     * Sets how long a loaded secret is used before it is loaded again. Default: zero, each token request loads it. A
     * server's refusal makes it load again earlier.
     *
     * @param maxAge zero or more
     * @return a new loader
     */
    public SecretLoader maxAge(Duration maxAge) {
        SecretLoader changed = copy();
        changed.maxAge = notNegative(maxAge, "maxAge");
        return changed;
    }

    /**
     * Sets how long the last good secret is used while loads fail for the moment ({@code CRD-T}). Default: 24 hours; zero
     * passes every failure on. A failure that is permanent ({@code CRD-P}) always is, and ends it: a secret that was
     * withdrawn is not used again when the store fails for the moment next.
     *
     * @param maxStale since the last load that did not fail
     * @return a new loader
     */
    public SecretLoader maxStale(Duration maxStale) {
        SecretLoader changed = copy();
        changed.maxStale = notNegative(maxStale, "maxStale");
        return changed;
    }

    /**
     * Sets how long one load may take. Default: 10 seconds. After that it fails for the moment.
     *
     * @param deadline more than zero
     * @return a new loader
     */
    public SecretLoader deadline(Duration deadline) {
        if (deadline.isZero() || deadline.isNegative()) {
            throw new IllegalArgumentException("deadline must be more than zero: " + deadline);
        }
        SecretLoader changed = copy();
        changed.deadline = deadline;
        return changed;
    }

    /**
     * Sets how far apart the loads are that a server's refusal asks for. Default: 1 second; a store that counts its calls
     * wants more.
     *
     * @param interval zero or more
     * @return a new loader
     */
    public SecretLoader reloadInterval(Duration interval) {
        SecretLoader changed = copy();
        changed.reloadInterval = notNegative(interval, "reloadInterval");
        return changed;
    }

    /**
     * Takes a secret exactly as it is loaded. Without this, white space and invisible characters are cut off its edges.
     *
     * @return a new loader
     */
    public SecretLoader untrimmed() {
        SecretLoader changed = copy();
        changed.rules = rules.untrimmed();
        return changed;
    }

    /**
     * Takes also what looks like a template that nobody filled in: {@code changeme}, {@code <secret>}.
     *
     * @return a new loader
     */
    public SecretLoader allowPlaceholder() {
        SecretLoader changed = copy();
        changed.rules = rules.allowingPlaceholder();
        return changed;
    }

    /** For tests: the clock that ages go by, and the timer of the deadline. */
    SecretLoader time(TokenClock newClock, Scheduler newTimers) {
        SecretLoader changed = copy();
        changed.clock = newClock;
        changed.timers = newTimers;
        return changed;
    }

    /**
     * Returns the source. Nothing is loaded before the first subscription.
     *
     * @return a new source, with a memory of its own; share it among the requests that use the same secret
     */
    public SecretSource source() {
        return new LoadedSource(this);
    }

    private static Duration notNegative(Duration value, String name) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative: " + value);
        }
        return value;
    }

    /** {@return one load, within its deadline} */
    Mono<Secret> load() {
        return Mono.<Secret>defer(load)
                .timeout(deadline, timers == null ? Schedulers.parallel() : timers)
                .map(rules::read);
    }

    String description() {
        return description;
    }

    Duration deadline() {
        return deadline;
    }

    long maxAgeNanos() {
        return nanos(maxAge);
    }

    long maxStaleNanos() {
        return nanos(maxStale);
    }

    long reloadIntervalNanos() {
        return nanos(reloadInterval);
    }

    long now() {
        return clock.nanoTime();
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofDays(365)) > 0
                ? Duration.ofDays(365).toNanos()
                : duration.toNanos();
    }
}

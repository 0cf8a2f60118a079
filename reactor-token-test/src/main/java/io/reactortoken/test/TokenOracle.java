package io.reactortoken.test;

import static java.util.Objects.requireNonNull;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import reactor.core.Exceptions;

/**
 * Checks, whatever a test does, what must hold for every cache of tokens:
 *
 * <ul>
 *   <li>its source runs at most one request at a time, and none when the cache is closed;
 *   <li>it hands out no token that is dead by either clock, and none that its source has not issued;
 *   <li>each subscriber is ended exactly once, by a token or by a {@link io.reactortoken.TokenException}, and gets nothing
 *       before it asks, after its end, or after it cancelled;
 *   <li>nothing reaches Reactor's hooks for dropped and operator errors (see {@link DroppedSignals});
 *   <li>when the cache is closed, it has no task left on the scheduler of the {@link TestTime};
 *   <li>it keeps no reference to a subscriber that was ended or has cancelled.
 * </ul>
 *
 * <p>With JUnit, {@link TokenOracleExtension} makes one for each test and closes it. Elsewhere:
 *
 * <pre>{@code
 * try (TokenOracle oracle = TokenOracle.create()) {
 *     CachedTokenSource tokens = oracle.watch(source, time, asked -> asked.cache(time.policy().build()));
 *     ...
 * }
 * }</pre>
 *
 * <p>A token whose lifetime is over when it arrives may be given to those who waited for it. A token that the monotonic
 * clock calls dead may be handed out where the wall clock was set back into a second that began with a look at the living
 * token, or stands in one: a cache may read one clock on its hit path.
 *
 * <p>Thread-safe. The hooks are the JVM's: run such tests one after the other.
 *
 * @since 0.1.0
 */
public final class TokenOracle implements AutoCloseable {

    private final Faults faults = new Faults();
    private final String name;
    private final References references;
    private final DroppedSignals dropped = DroppedSignals.record();
    private final Queue<Watch> watches = new ConcurrentLinkedQueue<>();

    private record Watch(WatchedSource source, WatchedCache cache, TestTime time) {}

    private TokenOracle(String name, References references) {
        this.name = name;
        this.references = references;
    }

    /** {@return an oracle that listens to Reactor's hooks until it is closed} */
    public static TokenOracle create() {
        return new TokenOracle("subscriber", new References());
    }

    /** For one of many tests, whose references are looked at together. */
    static TokenOracle create(String test, References references) {
        return new TokenOracle("subscriber of " + test, references);
    }

    /**
     * Watches a cache from both sides: what it asks its source for, and what it signals to its subscribers.
     *
     * @param source what the cache asks, for instance a {@link ScriptedSource}
     * @param time the clocks and the scheduler of the cache
     * @param cache makes the cache over the source that it is given
     * @return the cache, to be used in its place; it is closed by {@link #verify} and {@link #close}
     */
    public CachedTokenSource watch(
            TokenSource source, TestTime time, Function<? super TokenSource, ? extends CachedTokenSource> cache) {
        IssuedTokens issued = new IssuedTokens(requireNonNull(time, "time"));
        WatchedSource asked = new WatchedSource(requireNonNull(source, "source"), issued, faults);
        WatchedCache watched = new WatchedCache(cache.apply(asked), issued, faults, references, name);
        watches.add(new Watch(asked, watched, time));
        return watched;
    }

    /**
     * Closes the caches that are watched, and checks everything but references, which takes the garbage collector some
     * time. For tests that try many cases in a row; the next case watches a cache of its own.
     *
     * @throws AssertionError if anything was found, also earlier; it names all that was
     */
    public void verify() {
        checkDropped(false);
        List<Watch> closing = List.copyOf(watches);
        watches.removeAll(closing);
        closing.forEach(watch -> watch.cache.finish());
        closing.forEach(this::checkLeftovers);
        checkDropped(true);
        faults.throwIfAny();
    }

    /** Verifies, and stops listening; somebody else looks at the references. */
    void end() {
        try {
            verify();
        } finally {
            dropped.close();
        }
    }

    /**
     * Verifies and, unless that failed, checks that no ended subscriber is still referred to. Stops listening.
     *
     * @throws AssertionError if anything was found, also earlier; it names all that was
     */
    @Override
    public void close() {
        end();
        references.check();
    }

    private void checkLeftovers(Watch watch) {
        if (watch.source.running() > 0) {
            faults.add("a request still ran when the cache was closed, and was not cancelled");
        }
        for (String task : watch.time.pendingTasks()) {
            faults.add("a task was left on the scheduler when the cache was closed: " + task);
        }
        Throwable thrown = watch.time.pollThrown();
        if (thrown != null) {
            faults.add("a task on the scheduler threw", thrown);
        }
    }

    /** Who subscribed without an error callback may be told that the cache is closed, and has nobody to tell. */
    private void checkDropped(boolean closing) {
        for (Throwable error : dropped.errors()) {
            if (!closing || !Exceptions.isErrorCallbackNotImplemented(error)) {
                faults.add("an error was dropped, because nobody was left to receive it", error);
            }
        }
        dropped.operatorErrors().forEach(error -> faults.add("an error was thrown inside an operator", error));
        dropped.values()
                .forEach(type -> faults.add("a value was dropped, because nobody was left to receive it: " + type));
        dropped.clear();
    }
}

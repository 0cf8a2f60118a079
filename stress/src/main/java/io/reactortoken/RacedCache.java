package io.reactortoken;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * A cache at one instant: its clock stands still unless a test sets it up otherwise, its timers fire when an actor says so,
 * and an actor answers its fetch. What it tells, it tells in words, because outcomes are compared as text.
 */
final class RacedCache implements TokenClock {

    static final AccessToken T1 = AccessToken.bearer("t1", Duration.ofHours(1));
    static final AccessToken T2 = AccessToken.bearer("t2", Duration.ofHours(1));

    final RacedSource source;
    final RacedTimers timers = new RacedTimers();
    final TokenCache tokens;

    private volatile long seconds;

    private RacedCache(RacedSource source, UnaryOperator<CachePolicyBuilder> options) {
        this.source = source;
        CachePolicyBuilder atOneInstant = CachePolicy.builder()
                .clock(this)
                .scheduler(timers)
                .jitter(Duration.ZERO)
                .forcedRefresh(new ForcedRefreshPolicy(Duration.ZERO, Duration.ZERO));
        this.tokens = TokenCache.over(source, options.apply(atOneInstant).build());
    }

    /** Its first fetch waits for an actor; the ones after that are answered at once, with {@code t2}, {@code t3} and so on. */
    static RacedCache waiting() {
        return over(RacedSource.waiting(1));
    }

    static RacedCache over(RacedSource source) {
        return over(source, options -> options);
    }

    static RacedCache over(RacedSource source, UnaryOperator<CachePolicyBuilder> options) {
        return new RacedCache(source, options);
    }

    /** Holds {@code t1}, for which one request was made; the next one is answered at once. */
    static RacedCache holding() {
        return holding(RacedSource.waiting(1));
    }

    private static RacedCache holding(RacedSource source) {
        RacedCache cache = over(source);
        cache.subscribe();
        cache.source.answer(T1);
        return cache;
    }

    /** Holds {@code t1}, which is due for renewal; the next request waits for an actor. */
    static RacedCache stale() {
        RacedCache cache = holding(RacedSource.waiting(2));
        cache.pass(Duration.ofMinutes(56));
        return cache;
    }

    /** The same, and the renewal is under way: the second request. */
    static RacedCache renewing() {
        RacedCache cache = stale();
        cache.subscribe();
        return cache;
    }

    /** Moves the clock, before the actors start; no timer fires. */
    void pass(Duration time) {
        seconds = time.toSeconds();
    }

    Witness subscribe() {
        return subscribe(new Witness());
    }

    Witness subscribe(Witness witness) {
        tokens.token().subscribe(witness);
        return witness;
    }

    String requests() {
        int count = source.requests();
        return count == 1 ? "1 request" : count + " requests";
    }

    String holds() {
        HeldToken held = tokens.state().held();
        return "holds " + (held == null ? "nothing" : held.token.reveal());
    }

    /** Whether a flight is in the slot, and whether anybody waits for it. */
    String flight() {
        Flight flight = tokens.state().flight();
        if (flight == null) {
            return "no flight";
        }
        return flight.waiters.isEmpty() ? "nobody waits" : "somebody waits";
    }

    @Override
    public long epochMillis() {
        return seconds * 1_000;
    }

    @Override
    public long nanoTime() {
        return seconds * 1_000_000_000;
    }
}

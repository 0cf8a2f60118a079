package io.reactortoken;

import io.reactortoken.TokenHealth.Status;
import java.util.Optional;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * A source that remembers its token, shares one fetch among all who wait, and renews before the token expires.
 *
 * <p>Close it when its owner ends: {@link #close()} and {@link #dispose()} are the same. A fetch that runs is cancelled,
 * those who wait for it, and all who subscribe later, get a {@link TokenUnavailableException} at once.
 *
 * <p>Tells its listeners what happens ({@code docs/events.md}), and logs it: a failed renewal as a warning, once until a
 * renewal succeeds, because no caller is told of it; everything else at debug level.
 *
 * @since 0.1.0
 */
public interface CachedTokenSource extends TokenSource, Disposable, AutoCloseable {

    /**
     * Reports that an API refused a token.
     *
     * <p>Exact: it counts only if {@code rejected} is the current token, so that ten thousand late 401s for one token
     * cost one new token. Limited: not for a very young token, and not
     * too often (see {@link ForcedRefreshPolicy}). Inside the limits {@link #token()} still returns
     * the token, and the API's 401 goes to its caller.
     *
     * <p>Returns at once and starts nothing; the next subscription fetches.
     */
    @Override
    void invalidate(AccessToken rejected);

    /**
     * Returns the token that {@link #token()} would signal at once.
     *
     * <p>A look and no more: it starts nothing, neither a fetch nor a renewal. For the moment in which a request is
     * written, and for health checks.
     *
     * @return the token that is held; empty if there is none, if it was rejected or is too close to its end, or if this
     *     source is closed
     */
    Optional<AccessToken> usable();

    /**
     * Drops what is held, now and finally: the next subscription fetches.
     *
     * <p>Not limited, unlike {@link #invalidate}. A fetch that began before is not cached; those who wait for it wait
     * for the next one.
     */
    void evict();

    /**
     * Gets a token before the first caller needs one, for instance at start-up.
     *
     * <p>Cold: it asks on subscription, as {@link #token()} does, and shares a fetch that runs.
     * <p>Completes when a token is held, or signals the {@link TokenException} that a caller would get; whether that
     * stops the application is its owner's choice, and the source recovers by itself either way.
     * <p>Cancelling leaves the fetch alone. Signals arrive as those of {@link #token()} do.
     *
     * @return a mono that completes
     */
    default Mono<Void> prefetch() {
        return token().then();
    }

    /**
     * Tells how this source fares.
     *
     * <p>A look and no more, as {@link #usable()} is: a source that nobody has used yet is {@code DUE}, and stays so.
     *
     * @return usable, due or failing, since when, and what to check
     */
    default TokenHealth health() {
        return usable().isPresent()
                ? TokenHealth.of(Status.USABLE, true, Optional.empty())
                : TokenHealth.of(Status.DUE, false, Optional.empty());
    }

    /**
     * Asks for a token, if one is needed, and tells how this source fares then. For a readiness probe: it makes a source
     * ready that nobody has used yet.
     *
     * <p>Cold: it asks on subscription, as {@link #token()} does, and shares a fetch that runs; inside a hold nobody is
     * asked.
     * <p>Signals one health. It does not fail: what {@link #token()} signals is in the health.
     * <p>Cancelling leaves the fetch alone. Signals arrive as those of {@link #token()} do.
     *
     * @return a mono that looks again on each subscription
     */
    default Mono<TokenHealth> probe() {
        return token().then().onErrorComplete().then(Mono.fromSupplier(this::health));
    }

    /** The same as {@link #dispose()}; throws nothing. */
    @Override
    default void close() {
        dispose();
    }
}

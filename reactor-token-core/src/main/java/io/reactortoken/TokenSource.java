package io.reactortoken;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * Where access tokens come from.
 *
 * <p>A plain source asks on every subscription. {@link #cache()} turns it into one that remembers.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TokenSource {

    /**
     * Returns a token.
     *
     * <p>Cold: work starts on subscription, and each subscription asks again. A cached source answers from memory, and
     * subscribers that arrive during a fetch share it.
     * <p>Signals one token or an error. A cached source signals no token that it knows to be over, but for one that was
     * over when it arrived and for which others waited; its errors are {@link TokenException}s, and it is never empty. A
     * plain source signals what its fetch does.
     * <p>Cancelling leaves the other subscribers of a shared fetch undisturbed.
     * <p>A cached token arrives on the subscribing thread, a fetched one on the thread that ended the fetch.
     *
     * @return a mono that asks again on each subscription
     */
    Mono<AccessToken> token();

    /**
     * Reports that an API refused a token.
     *
     * <p>A report, not a command: a cached source drops the token if it is still the current one and the limits for
     * forced refreshes allow it (see {@link CachedTokenSource#invalidate}). A source without memory does nothing.
     * Returns at once, and starts nothing.
     *
     * @param rejected the very token that was sent
     */
    default void invalidate(AccessToken rejected) {}

    /**
     * Returns a source that remembers the token of this one, by the {@linkplain CachePolicy#defaults() default policy}.
     *
     * @return a new cache; close it when its owner ends
     */
    default CachedTokenSource cache() {
        return cache(CachePolicy.defaults());
    }

    /**
     * Returns a source that remembers the token of this one: time-based invalidation, one shared fetch however many
     * subscribers wait, and renewal in the background before the token expires.
     *
     * <p>Nothing is fetched before the first subscription.
     *
     * @param policy how long to keep, when to renew, how often to try
     * @return a new cache; close it when its owner ends
     */
    default CachedTokenSource cache(CachePolicy policy) {
        return TokenCache.over(this, policy);
    }

    /**
     * Returns a source that runs a fetch of the caller's own.
     *
     * <p>The supplier is called once per attempt, on subscription; it must not block. A token without a lifetime is kept
     * for {@link CachePolicyBuilder#defaultLifetime}.
     *
     * <p>What a cache over this source makes of errors: a {@link TokenException} says itself whether it is
     * {@linkplain TokenException#retryable() retryable}. An {@link java.io.IOException} or a
     * {@link java.util.concurrent.TimeoutException}, thrown or as a cause, is transient and tried again by
     * {@link RetryPolicy}. Every other error is permanent: it is not tried again at once, and the holds for permanent
     * errors apply. So is a supplier that throws, a {@code null} instead of a {@code Mono}, and an empty {@code Mono}.
     * Waiting callers get a {@link TokenException} with the fetch's own error as its cause.
     *
     * <p>The fetch must not wait for the token that it fetches. A cache recognises that by the Context and refuses it (code
     * {@code REN}); where the Context is lost, {@link CachePolicyBuilder#acquisitionTimeout} ends it.
     *
     * @param fetch returns a mono of a token that was issued for this request
     * @return a source that calls {@code fetch} for each subscription
     */
    static TokenSource of(Supplier<? extends Mono<AccessToken>> fetch) {
        return new FetchingSource(fetch);
    }

    /**
     * Returns a source of one token that never changes, for tests and for tokens made elsewhere.
     *
     * <p>Signals {@code token} on the subscribing thread, also when it has expired. {@link #invalidate} does nothing.
     *
     * @param token the token
     * @return a source of {@code token}
     */
    static TokenSource fixed(AccessToken token) {
        Mono<AccessToken> always = Mono.just(token);
        return () -> always;
    }

    /**
     * Returns a source whose mono goes through an operator, and which passes {@link #invalidate} on.
     *
     * <p>A plain {@code () -> operator.apply(source.token())} would lose it, and with it the replay after a 401. It would
     * also lose what a {@link CredentialedSource} can do.
     *
     * @param source asked, and told of rejected tokens
     * @param operator applied to the mono of each call; it must pass tokens on as they are
     * @return the decorated source
     */
    static TokenSource delegating(TokenSource source, UnaryOperator<Mono<AccessToken>> operator) {
        return DelegatingSource.over(source, operator);
    }
}

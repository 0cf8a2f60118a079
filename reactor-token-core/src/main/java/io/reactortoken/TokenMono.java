package io.reactortoken;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;

/**
 * What {@link TokenCache#token()} returns: a hit costs one volatile read and one reading of the wall clock; everything
 * else is the cache's.
 *
 * <p>A custom Mono and none of Reactor's cache operators: {@code docs/adr/0001-own-cache.md} says why. Not a Callable:
 * operators would call it, once, in the place of a subscription.
 */
final class TokenMono extends Mono<AccessToken> implements Scannable {

    private final TokenCache cache;

    TokenMono(TokenCache cache) {
        this.cache = cache;
    }

    /** With Reactor's assembly hooks applied. */
    static Mono<AccessToken> of(TokenCache cache) {
        return onAssembly(new TokenMono(cache));
    }

    @Override
    public void subscribe(CoreSubscriber<? super AccessToken> actual) {
        HeldToken held = cache.state().held();
        if (held != null && held.isFreshAt(cache.clock().epochMillis())) {
            emit(actual, held.token);
        } else {
            cache.serve(actual);
        }
    }

    static void emit(CoreSubscriber<? super AccessToken> actual, AccessToken token) {
        actual.onSubscribe(new TokenSubscription(actual, token));
    }

    @Override
    @SuppressWarnings("rawtypes") // as Reactor declares it
    public @Nullable Object scanUnsafe(Attr key) {
        return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
    }

    @Override
    public String toString() {
        return "TokenMono";
    }
}

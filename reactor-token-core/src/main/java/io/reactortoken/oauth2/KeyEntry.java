package io.reactortoken.oauth2;

import static java.util.Objects.requireNonNull;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.CredentialedSource;
import io.reactortoken.TokenClock;
import io.reactortoken.event.EventOrigin;
import io.reactortoken.event.TokenEventAudience;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * What a registry holds for a key: a cache, and what that cache asks. The user's function is called inside the cache's
 * one flight, so that it is called once, under the flight's deadline, in its Context and outside of every lock; once it
 * has brought a request, that one is kept.
 *
 * <p>There may be a hundred thousand of these. A field more costs each of them.
 */
final class KeyEntry<K> implements CredentialedSource, EventOrigin {

    @SuppressWarnings("rawtypes") // a class literal
    private static final AtomicIntegerFieldUpdater<KeyEntry> ATTEMPTS =
            AtomicIntegerFieldUpdater.newUpdater(KeyEntry.class, "attempts");

    @SuppressWarnings("rawtypes") // as above
    private static final AtomicIntegerFieldUpdater<KeyEntry> FAILURES =
            AtomicIntegerFieldUpdater.newUpdater(KeyEntry.class, "failures");

    private final TokenSources<K> registry;
    private final CachedTokenSource cache;

    /** The key at first, and then the {@link TokenEndpoint} of its request. */
    private volatile Object asked;

    private volatile int attempts;
    private volatile int failures;

    KeyEntry(TokenSources<K> registry, K key) {
        this.registry = registry;
        this.asked = requireNonNull(key, "key");
        this.cache = cache(registry.policy().cache());
    }

    CachedTokenSource cached() {
        return cache;
    }

    KeyStats stats() {
        return new KeyStats(attempts, failures);
    }

    /** One attempt per subscription; those of the cache's flight, one after the other. */
    @Override
    public Mono<AccessToken> token() {
        return attempt(ready -> ready.request(clock()));
    }

    @Override
    public Mono<AccessToken> tokenByNewCredential() {
        return attempt(ready -> ready.requestByNewSecret(clock()));
    }

    /** Known once the request is. */
    @Override
    public String client() {
        return asked instanceof TokenEndpoint ready ? ready.client() : "";
    }

    @Override
    public TokenEventAudience audience() {
        return asked instanceof TokenEndpoint ready ? ready.audience() : TokenEventAudience.logOnly();
    }

    private TokenClock clock() {
        return registry.policy().cache().clock();
    }

    private Mono<AccessToken> attempt(Function<TokenEndpoint, Mono<AccessToken>> request) {
        return Mono.defer(() -> {
            ATTEMPTS.incrementAndGet(this);
            return registry.whileOpen(this, endpoint().flatMap(request))
                    .doOnError(error -> FAILURES.incrementAndGet(this));
        });
    }

    @SuppressWarnings("unchecked") // what is no endpoint is the key
    private Mono<TokenEndpoint> endpoint() {
        Object seen = asked;
        return seen instanceof TokenEndpoint ready
                ? Mono.just(ready)
                : registry.endpoint((K) seen).doOnNext(made -> asked = made);
    }

    @Override
    public String toString() {
        return "TokenSource[of a key]";
    }
}

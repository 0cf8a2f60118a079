package io.reactortoken.test;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenHealth;
import io.reactortoken.event.EventOrigin;
import io.reactortoken.event.TokenEventAudience;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/** A cache as a test's subscribers see it: each of their subscriptions is watched to its end. */
final class WatchedCache implements CachedTokenSource, EventOrigin {

    private final CachedTokenSource cache;
    private final IssuedTokens issued;
    private final Faults faults;
    private final References references;
    private final String name;
    private final AtomicInteger subscribers = new AtomicInteger();
    private final Set<WatchedSubscription> open = ConcurrentHashMap.newKeySet();

    WatchedCache(CachedTokenSource cache, IssuedTokens issued, Faults faults, References references, String name) {
        this.cache = cache;
        this.issued = issued;
        this.faults = faults;
        this.references = references;
        this.name = name;
    }

    @Override
    public Mono<AccessToken> token() {
        return new Watched(cache.token());
    }

    @Override
    public void invalidate(AccessToken rejected) {
        cache.invalidate(rejected);
    }

    @Override
    public Optional<AccessToken> usable() {
        return cache.usable();
    }

    @Override
    public TokenHealth health() {
        return cache.health();
    }

    @Override
    public String client() {
        return cache instanceof EventOrigin origin ? origin.client() : "";
    }

    @Override
    public TokenEventAudience audience() {
        return cache instanceof EventOrigin origin ? origin.audience() : TokenEventAudience.logOnly();
    }

    @Override
    public void evict() {
        cache.evict();
    }

    @Override
    public void dispose() {
        cache.dispose();
    }

    @Override
    public boolean isDisposed() {
        return cache.isDisposed();
    }

    /** Closes the cache, which must end everybody who still waits. */
    void finish() {
        cache.dispose();
        for (WatchedSubscription subscription : open) {
            subscription.finish();
        }
        open.clear();
    }

    @Override
    public String toString() {
        return cache.toString();
    }

    private final class Watched extends MonoOperator<AccessToken, AccessToken> {

        Watched(Mono<AccessToken> token) {
            super(token);
        }

        @Override
        public void subscribe(CoreSubscriber<? super AccessToken> actual) {
            int number = subscribers.incrementAndGet();
            WatchedSubscription subscription = new WatchedSubscription(number, issued, faults, open);
            WatchedSubscriber subscriber = new WatchedSubscriber(actual, subscription);
            references.add(subscriber, name, number);
            source.subscribe(subscriber);
            subscription.openUnlessOver();
        }
    }
}

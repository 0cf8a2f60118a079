package io.reactortoken.oauth2;

import io.reactortoken.AccessToken;
import io.reactortoken.event.EventOrigin;
import io.reactortoken.event.TokenEventAudience;
import io.reactortoken.internal.LookedUpSource;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** What callers hold of a key: its name, and where to look it up. No cache, so that it outlives every eviction. */
final class KeyHandle<K> implements LookedUpSource, EventOrigin {

    private final TokenSources<K> registry;
    private final K key;

    KeyHandle(TokenSources<K> registry, K key) {
        this.registry = registry;
        this.key = key;
    }

    @Override
    public Mono<AccessToken> token() {
        return KeyedMono.of(registry, key);
    }

    @Override
    public void invalidate(AccessToken rejected) {
        registry.rejected(key, rejected);
    }

    @Override
    public Optional<AccessToken> usable() {
        return registry.usable(key);
    }

    @Override
    public String client() {
        return registry.origin(key)
                .map(EventOrigin::client)
                .orElseGet(() -> registry.policy().cache().name());
    }

    @Override
    public TokenEventAudience audience() {
        return registry.origin(key)
                .map(EventOrigin::audience)
                .orElseGet(() -> registry.policy().cache().audience());
    }

    /** Not the key: what its text is only its owner knows. */
    @Override
    public String toString() {
        return "TokenSource[of a key]";
    }
}

package io.reactortoken.oauth2;

import io.reactortoken.AccessToken;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;

/** Looks a key up at each subscription, and leaves the subscriber to the cache that it finds. */
final class KeyedMono<K> extends Mono<AccessToken> implements Scannable {

    private final TokenSources<K> registry;
    private final K key;

    private KeyedMono(TokenSources<K> registry, K key) {
        this.registry = registry;
        this.key = key;
    }

    /** With Reactor's assembly hooks applied. */
    static <K> Mono<AccessToken> of(TokenSources<K> registry, K key) {
        return onAssembly(new KeyedMono<>(registry, key));
    }

    @Override
    public void subscribe(CoreSubscriber<? super AccessToken> actual) {
        registry.entry(key).cached().token().subscribe(actual);
    }

    @Override
    @SuppressWarnings("rawtypes") // as Reactor declares it
    public @Nullable Object scanUnsafe(Attr key) {
        return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
    }

    @Override
    public String toString() {
        return "KeyedMono";
    }
}

package io.reactortoken.oauth2;

import io.reactortoken.AccessToken;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

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
        KeyEntry<K> known = registry.known(key);
        if (known != null) {
            known.cached().token().subscribe(actual);
        } else if (Schedulers.isInNonBlockingThread()) {
            elsewhere().subscribe(actual);
        } else {
            anew().subscribe(actual);
        }
    }

    private Mono<AccessToken> anew() {
        return registry.entry(key).cached().token();
    }

    /** To take a key in may mean to wait for the upkeep of the others. */
    private Mono<AccessToken> elsewhere() {
        return Mono.defer(this::anew)
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorResume(RejectedExecutionException.class, full -> anew());
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

package io.reactortoken.oauth2;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reactortoken.TokenClock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * The entries of a registry, in a Caffeine cache. No code of a user's runs inside it, but for {@code equals} of a key.
 *
 * <p>Caffeine's own bound goes by frequency: it turns away a key that is new while others are idle that were often asked
 * for. Here each such turn would be a token request. So the bound is kept by the order of idleness, which the cache
 * keeps anyway; and without Caffeine's bound an entry is smaller.
 */
final class KeyEntries<K> {

    private final Cache<K, KeyEntry<K>> cache;
    private final int maximum;
    private final AtomicBoolean trimming = new AtomicBoolean();

    KeyEntries(RegistryPolicy policy) {
        TokenClock clock = policy.cache().clock();
        this.maximum = policy.maximumSize();
        this.cache = Caffeine.newBuilder()
                .expireAfterAccess(policy.idleTime())
                .ticker(clock::nanoTime)
                .executor(KeyEntries::run)
                .build();
    }

    /** Upkeep takes a lock, and may have much to do after a quiet night: no task for an event loop. */
    private static void run(Runnable upkeep) {
        Executor executor = Schedulers.isInNonBlockingThread() ? ForkJoinPool.commonPool() : Runnable::run;
        executor.execute(upkeep);
    }

    @Nullable
    KeyEntry<K> known(K key) {
        return cache.getIfPresent(key);
    }

    /** Whoever must not block asks for {@link #known} first: where much is new at once, a write waits for the upkeep. */
    KeyEntry<K> get(K key, TokenSources<K> registry) {
        KeyEntry<K> present = known(key);
        if (present != null) {
            return present;
        }
        KeyEntry<K> made = new KeyEntry<>(registry, key);
        KeyEntry<K> first = cache.asMap().putIfAbsent(key, made);
        if (first != null) {
            return first;
        }
        if (cache.estimatedSize() > maximum && trimming.compareAndSet(false, true)) {
            run(this::trim);
        }
        return made;
    }

    /** Those that were idle longest go. Who comes while one is at it leaves the rest to it. */
    private void trim() {
        do {
            try {
                removeOldest(cache.estimatedSize() - maximum);
            } finally {
                trimming.set(false);
            }
        } while (cache.estimatedSize() > maximum && trimming.compareAndSet(false, true));
    }

    private void removeOldest(long tooMany) {
        if (tooMany > 0) {
            int limit = (int) Math.min(tooMany, Integer.MAX_VALUE);
            cache.policy()
                    .expireAfterAccess()
                    .orElseThrow()
                    .oldest(limit)
                    .keySet()
                    .forEach(this::remove);
        }
    }

    /** Without making it look used. */
    Optional<KeyEntry<K>> quietly(K key) {
        return Optional.ofNullable(cache.policy().getIfPresentQuietly(key));
    }

    void remove(K key) {
        cache.asMap().remove(key);
    }

    void forEachKey(Consumer<? super K> action) {
        cache.asMap().keySet().forEach(action);
    }

    long size() {
        if (!Schedulers.isInNonBlockingThread()) {
            cache.cleanUp();
        }
        return cache.estimatedSize();
    }
}

package io.reactortoken.oauth2;

import static java.util.Objects.requireNonNull;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import io.reactortoken.event.EventOrigin;
import io.reactortoken.oauth2.internal.gate.Gates;
import io.reactortoken.transport.TokenTransport;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * One bounded cache per key, for programs that act for many tenants. The same key shares one token and one fetch; two
 * keys share nothing but the limits of the {@link RegistryPolicy}.
 *
 * <p>A key is any immutable value with {@code equals} and {@code hashCode}: an id, or a record of several. Do not join
 * texts into one, or {@code a} with {@code b:c} becomes {@code a:b} with {@code c}.
 *
 * <p>A key that was idle, or is one too many, is forgotten: its token, and the request that the function made for it. Who
 * waits for its token at that moment gets it; it is kept nowhere, and the next subscription begins anew. There is no
 * thread and no timer per key.
 *
 * <p>Close it when its owner ends: {@link #close()} and {@link #dispose()} are the same. All who wait, and all who
 * subscribe later, get a {@link io.reactortoken.TokenUnavailableException} with the code {@code CLS}.
 *
 * @param <K> what tells one token from another, for instance a tenant's id
 * @since 0.1.0
 */
public final class TokenSources<K> implements Disposable, AutoCloseable {

    private final Function<? super K, ? extends Mono<TokenRequest>> requests;
    private final RegistryPolicy policy;
    private final KeyEntries<K> entries;
    private final Gates gates;
    /** The one on the class path, looked for now: later a thread that must not block may come for it. */
    private final Optional<TokenTransport> transport;

    private final Set<KeyEntry<K>> asking = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private TokenSources(Function<? super K, ? extends Mono<TokenRequest>> requests, RegistryPolicy policy) {
        this.requests = requireNonNull(requests, "requests");
        this.policy = requireNonNull(policy, "policy");
        this.entries = new KeyEntries<>(policy);
        this.gates = new Gates(policy.concurrency());
        this.transport = DefaultTransport.look().map(gates::over);
    }

    /**
     * Makes a registry with the {@linkplain RegistryPolicy#defaults() default policy}.
     *
     * @param requests as {@link #perKey(Function, RegistryPolicy)} wants it
     * @param <K> what tells one token from another
     * @return a registry that knows no key yet
     */
    public static <K> TokenSources<K> perKey(Function<? super K, TokenRequest> requests) {
        return perKey(requests, RegistryPolicy.defaults());
    }

    /**
     * Makes a registry.
     *
     * @param requests makes the request for a key; called when the key's first token is needed, and again when it was
     *     forgotten meanwhile. Must not block. What it throws, and null, is an error for those who wait, after which the
     *     key is on hold as after any failure
     * @param policy one for all keys
     * @param <K> what tells one token from another
     * @return a registry that knows no key yet
     */
    public static <K> TokenSources<K> perKey(Function<? super K, TokenRequest> requests, RegistryPolicy policy) {
        requireNonNull(requests, "requests");
        return new TokenSources<>(key -> Mono.justOrEmpty(requests.apply(key)), policy);
    }

    /**
     * Makes a registry whose requests have to be looked up, with the {@linkplain RegistryPolicy#defaults() default
     * policy}.
     *
     * @param requests as {@link #perKeyAsync(Function, RegistryPolicy)} wants it
     * @param <K> what tells one token from another
     * @return a registry that knows no key yet
     */
    public static <K> TokenSources<K> perKeyAsync(Function<? super K, ? extends Mono<TokenRequest>> requests) {
        return new TokenSources<>(requests, RegistryPolicy.defaults());
    }

    /**
     * Makes a registry whose requests have to be looked up.
     *
     * <p>A mono is subscribed to once for all who wait for the key's token. It runs in a Context of its own, to which no
     * caller's adds anything: what decides about the request must be in the key. The deadline of the fetch is its
     * deadline too. An {@link java.io.IOException} or a {@link java.util.concurrent.TimeoutException} is tried again; any
     * other error, and an empty mono, puts the key on hold.
     *
     * @param requests looks up the request for a key, when the key's first token is needed and when it was forgotten
     *     meanwhile; must not block
     * @param policy one for all keys
     * @param <K> what tells one token from another
     * @return a registry that knows no key yet
     */
    public static <K> TokenSources<K> perKeyAsync(
            Function<? super K, ? extends Mono<TokenRequest>> requests, RegistryPolicy policy) {
        return new TokenSources<>(requests, policy);
    }

    /**
     * Makes a registry whose keys are the requests themselves, with the {@linkplain RegistryPolicy#defaults() default
     * policy}: requests that are {@linkplain TokenRequest#equals equal} share a token.
     *
     * @return a registry that knows no request yet
     */
    public static TokenSources<TokenRequest> perRequest() {
        return perRequest(RegistryPolicy.defaults());
    }

    /**
     * Makes a registry whose keys are the requests themselves: requests that are {@linkplain TokenRequest#equals equal}
     * share a token. A secret counts by its source, so that sources should be made once and reused.
     *
     * @param policy one for all requests
     * @return a registry that knows no request yet
     */
    public static TokenSources<TokenRequest> perRequest(RegistryPolicy policy) {
        return new TokenSources<>(Mono::just, policy);
    }

    /**
     * Returns the source of a key's token. Nothing is looked up or made before a subscription, and then at each one: the
     * source may be kept, also past {@link #invalidate}, or made for each call.
     *
     * @param key any
     * @return a cached source; it need not be closed
     */
    public TokenSource source(K key) {
        return new KeyHandle<>(this, requireNonNull(key, "key"));
    }

    /**
     * Forgets a key: its token and its request. The next subscription asks the function anew.
     *
     * <p>Returns at once, but where thousands of keys are new or forgotten at the same moment: then it may wait for the
     * registry's upkeep, which is nothing for an event loop.
     *
     * @param key any
     */
    public void invalidate(K key) {
        entries.remove(requireNonNull(key, "key"));
    }

    /** Forgets all keys, as {@link #invalidate} does one. */
    public void invalidateAll() {
        entries.forEachKey(entries::remove);
    }

    /**
     * Tells how a key fared.
     *
     * @param key any
     * @return what was counted, or empty if the key is not known
     */
    public Optional<KeyStats> stats(K key) {
        return entries.quietly(requireNonNull(key, "key")).map(KeyEntry::stats);
    }

    /** {@return how many keys are known; on a thread that must not block, idle ones may be among them} */
    public long size() {
        return entries.size();
    }

    RegistryPolicy policy() {
        return policy;
    }

    /** The entry of a key, if there is one. */
    @Nullable
    KeyEntry<K> known(K key) {
        return closed ? null : entries.known(key);
    }

    /** The entry of a key, a new one if there is none. Of a closed registry, one that is closed and held nowhere. */
    KeyEntry<K> entry(K key) {
        KeyEntry<K> found = entries.get(key, this);
        if (closed) {
            entries.remove(key);
            found.cached().dispose();
        }
        return found;
    }

    void rejected(K key, AccessToken token) {
        entries.quietly(key).ifPresent(entry -> entry.cached().invalidate(token));
    }

    Optional<AccessToken> usable(K key) {
        return entries.quietly(key).flatMap(entry -> entry.cached().usable());
    }

    /** Under which name a key's cache tells events, and whom; empty if the key is not known. */
    Optional<EventOrigin> origin(K key) {
        return entries.quietly(key)
                .map(KeyEntry::cached)
                .filter(EventOrigin.class::isInstance)
                .map(EventOrigin.class::cast);
    }

    /** An attempt that ends with the registry, also if its key was forgotten meanwhile. */
    Mono<AccessToken> whileOpen(KeyEntry<K> entry, Mono<AccessToken> attempt) {
        asking.add(entry);
        if (closed) {
            asking.remove(entry);
            entry.cached().dispose(); // which tells who waits
            return Mono.empty();
        }
        return attempt.doOnTerminate(() -> asking.remove(entry)).doOnCancel(() -> asking.remove(entry));
    }

    /** The request for a key, checked, and led through the gates. */
    Mono<TokenEndpoint> endpoint(K key) {
        return Mono.defer(() -> orEmpty(requests.apply(key)))
                .switchIfEmpty(Mono.error(UnmadeRequest::missing))
                .map(this::endpoint)
                .onErrorMap(UnmadeRequest::because);
    }

    private static Mono<TokenRequest> orEmpty(@Nullable Mono<TokenRequest> request) {
        return request == null ? Mono.empty() : request;
    }

    private TokenEndpoint endpoint(TokenRequest request) {
        TokenTransport own = request.parts().transport;
        TokenTransport gated = own == null ? transport.orElseThrow(DefaultTransport::missing) : gates.over(own);
        return TokenEndpoint.of(request.parts().with(parts -> {
            parts.transport = gated;
            parts.audience = parts.audience.and(policy.cache().audience());
        }));
    }

    @Override
    public void dispose() {
        closed = true;
        gates.close();
        entries.forEachKey(key -> entries.quietly(key).ifPresent(entry -> {
            entries.remove(key);
            entry.cached().dispose();
        }));
        asking.forEach(entry -> entry.cached().dispose());
    }

    @Override
    public boolean isDisposed() {
        return closed;
    }

    /** The same as {@link #dispose()}; throws nothing. */
    @Override
    public void close() {
        dispose();
    }

    @Override
    public String toString() {
        return "TokenSources[" + policy.cache().name() + ", " + entries.size() + " keys]";
    }
}

package io.reactortoken.secrets.vault;

import io.reactortoken.AccessToken;
import io.reactortoken.CachePolicy;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A secret that Vault makes when it is read, with a lease. Each read makes another one, so that the one that is there is
 * kept and its lease renewed; a new one is read when the lease gets short or cannot be renewed.
 *
 * <p>The lease lives in this library's own cache, as the token does: renewed before it ends while the secret is asked for,
 * one request for all who wait, holds after failures, no thread and no timer.
 */
final class DynamicSecret {

    /** What a lease says is believed: it costs nothing to try. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final KvPath path;
    private final VaultClient client;
    private final VaultTokens tokens;
    private final CachedTokenSource cache;
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();

    /**
     * What was read.
     *
     * @param life its token stands for the lease in the cache, and is sent nowhere
     * @param id of the lease
     * @param login the token by which it was read: when that is over, so is the lease, whatever it says
     */
    private record Held(VaultLease life, String id, AccessToken login, Secret secret) {

        @Override
        public String toString() {
            return "Held[" + life.token() + "]";
        }
    }

    DynamicSecret(KvPath path, VaultClient client, VaultTokens tokens, CachePolicy policy) {
        this.path = path;
        this.client = client;
        this.tokens = tokens;
        this.cache = TokenSource.of(this::next)
                .cache(policy.toBuilder().maxLifetime(LONGEST).build());
    }

    KvPath path() {
        return path;
    }

    /** The secret as a JSON document, for as long as its lease goes. */
    Mono<Secret> read() {
        return Mono.defer(tokens::token)
                .doOnNext(this::leave)
                .then(Mono.defer(cache::token))
                .flatMap(live -> Mono.justOrEmpty(held.get()).map(Held::secret).switchIfEmpty(Mono.defer(this::again)))
                .onErrorMap(error -> VaultFailure.of(error, "the secret " + path));
    }

    /** It was given up while it came. The cache forgets it, so that there is an end to this. */
    private Mono<Secret> again() {
        cache.evict();
        return read();
    }

    /** An authorization server refused it. The cache decides whether it is old enough to be replaced. */
    void refused() {
        Held seen = held.get();
        if (seen != null) {
            cache.invalidate(seen.life.token());
            if (cache.usable().isEmpty()) {
                held.compareAndSet(seen, null);
            }
        }
    }

    /** Leases go with the token by which they were had. */
    private void leave(AccessToken login) {
        Held seen = held.get();
        if (seen != null && !seen.login.equals(login) && held.compareAndSet(seen, null)) {
            cache.evict();
        }
    }

    /** The cache runs one at a time. */
    private Mono<AccessToken> next() {
        Held seen = held.get();
        Mono<Held> lease = seen != null && seen.life.renewable()
                ? renewed(seen).onErrorResume(VaultFailure::isOver, over -> made())
                : made();
        return lease.doOnNext(held::set)
                .map(got -> got.life.token())
                .onErrorMap(VaultFailure.class, VaultFailure::forACache);
    }

    private Mono<Held> made() {
        return tokens.with(
                login -> client.get(path.inVersion(1), login.reveal()).map(answer -> read(answer, login)));
    }

    private Held read(VaultAnswer answer, AccessToken login) {
        if (!answer.isOk()) {
            throw answer.refusal(
                    "could not be read",
                    "the token needs a policy with read on " + path.inVersion(1) + ", and the role must exist; "
                            + client.namespaceHint());
        }
        VaultJson body = answer.body();
        String id = body.text("lease_id")
                .orElseThrow(() -> VaultFailure.lasting(
                        answer.status(), "has no lease: it is not a dynamic secret", "read it by kv(..)"));
        VaultJson data = body.object("data")
                .orElseThrow(() -> VaultFailure.lasting(answer.status(), "has no data", "is the answer wrapped?"));
        return new Held(life(id, body), id, login, Secret.of(data.toJson()));
    }

    private static VaultLease life(String id, VaultJson lease) {
        String standIn = "lease-" + Integer.toHexString(id.hashCode());
        return VaultLease.of(standIn, lease.number("lease_duration"), isRenewable(lease));
    }

    private static boolean isRenewable(VaultJson lease) {
        return lease.literal("renewable").equals("true");
    }

    private Mono<Held> renewed(Held seen) {
        return client.post("sys/leases/renew", seen.login.reveal(), VaultJson.of(Map.of("lease_id", seen.id)))
                .map(answer -> {
                    if (!answer.isOk()) {
                        throw answer.refusal("could not be read, because its lease was not renewed", "");
                    }
                    VaultLease life =
                            seen.life.renewedFor(answer.body().number("lease_duration"), isRenewable(answer.body()));
                    return new Held(life, seen.id, seen.login, seen.secret);
                })
                .flatMap(renewed -> renewed.life.isGettingShort() ? made().onErrorReturn(renewed) : Mono.just(renewed));
    }
}

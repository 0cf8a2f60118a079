package io.reactortoken.secrets.vault;

import io.reactortoken.AccessToken;
import io.reactortoken.CachePolicy;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The token that opens Vault, in this library's own cache: one login for all who wait, renewal before it expires while it
 * is used, no thread and no timer while it is not, and holds after failures. Renewed as long as Vault renews it for long
 * enough; then another login.
 */
final class VaultTokens {

    private final VaultLogin login;
    private final VaultClient client;
    private final CachedTokenSource cache;
    private final AtomicReference<State> state = new AtomicReference<>(new State(null, false));

    /**
     * What is known.
     *
     * @param lease the last one; null before, and after its token was refused
     * @param refused whether the last token was
     */
    private record State(@Nullable VaultLease lease, boolean refused) {}

    VaultTokens(VaultLogin login, VaultClient client, CachePolicy policy) {
        this.login = login;
        this.client = client;
        this.cache = TokenSource.of(this::next).cache(policy);
    }

    Mono<AccessToken> token() {
        return cache.token();
    }

    /** Sends what needs a token; once more by another one, if this one is denied. */
    <T> Mono<T> with(Function<AccessToken, Mono<T>> request) {
        return Mono.defer(this::token)
                .flatMap(token -> request.apply(token).onErrorResume(VaultTokens::isDenied, denied -> {
                    refused(token);
                    return token().filter(other -> !other.equals(token))
                            .switchIfEmpty(Mono.error(denied))
                            .flatMap(request);
                }));
    }

    private static boolean isDenied(Throwable error) {
        return error instanceof VaultFailure failure && failure.isDenied();
    }

    /** Vault said no to it. It may be over, or not allowed; the cache decides how often another one is had. */
    private void refused(AccessToken token) {
        state.updateAndGet(seen -> {
            VaultLease lease = seen.lease;
            return lease != null && lease.token().equals(token) ? new State(null, true) : seen;
        });
        cache.invalidate(token);
    }

    /** The cache runs one at a time. */
    private Mono<AccessToken> next() {
        State seen = state.get();
        VaultLease held = seen.lease;
        Mono<VaultLease> lease = held != null && held.renewable()
                ? renewed(held).onErrorResume(VaultFailure::isOver, over -> login.lease(true))
                : login.lease(seen.refused);
        return lease.doOnNext(got -> state.set(new State(got, false)))
                .map(VaultLease::token)
                .onErrorMap(VaultFailure.class, VaultFailure::forACache);
    }

    private Mono<VaultLease> renewed(VaultLease held) {
        return client.post("auth/token/renew-self", held.token().reveal(), VaultJson.of(Map.of()))
                .map(answer -> {
                    VaultJson auth = answer.body()
                            .object("auth")
                            .filter(any -> answer.isOk())
                            .orElseThrow(
                                    () -> answer.refusal("could not be read, because its token was not renewed", ""));
                    return held.renewedFor(
                            auth.number("lease_duration"),
                            auth.literal("renewable").equals("true"));
                })
                .flatMap(renewed -> renewed.isGettingShort() && login.bringsANewToken()
                        ? login.lease(false).onErrorReturn(renewed)
                        : Mono.just(renewed));
    }
}

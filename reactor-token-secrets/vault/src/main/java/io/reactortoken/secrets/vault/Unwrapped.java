package io.reactortoken.secrets.vault;

import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What a response-wrapping token holds: a token, or a secret id. Such a token works once, so that what it held is
 * remembered for as long as its source has no other one.
 */
final class Unwrapped implements SecretSource {

    private final SecretSource wrapping;
    private final VaultClient client;
    private final AtomicReference<@Nullable Pair> done = new AtomicReference<>();

    private record Pair(Secret wrapping, Secret held) {}

    Unwrapped(SecretSource wrapping, VaultClient client) {
        this.wrapping = wrapping;
        this.client = client;
    }

    @Override
    public Mono<Secret> secret() {
        return wrapping.secret().flatMap(this::unwrap);
    }

    @Override
    public Mono<Secret> reload() {
        return wrapping.reload().flatMap(this::unwrap);
    }

    /** Called by one login at a time. */
    private Mono<Secret> unwrap(Secret token) {
        Pair before = done.get();
        if (before != null && before.wrapping.isSameAs(token)) {
            return Mono.just(before.held);
        }
        return client.post("sys/wrapping/unwrap", token.reveal(), VaultJson.of(Map.of()))
                .map(answer -> {
                    Secret held = Secret.of(held(answer));
                    done.set(new Pair(token, held));
                    return held;
                });
    }

    private static String held(VaultAnswer answer) {
        if (!answer.isOk()) {
            throw answer.refusal(
                    "could not be read, because the wrapping token cannot be unwrapped",
                    "it works once and not for long: used before? if not by you, what it held is in other hands");
        }
        Optional<String> token = answer.body().object("auth").flatMap(auth -> auth.text("client_token"));
        Optional<VaultJson> data = answer.body().object("data");
        return token.or(() -> data.flatMap(held -> held.text("secret_id")))
                .or(() -> data.flatMap(held -> held.text("token")))
                .orElseThrow(() -> VaultFailure.lasting(
                        answer.status(),
                        "could not be read: what was wrapped is neither a token nor a secret id",
                        "wrap the answer of auth/token/create, or of a role's secret-id"));
    }

    @Override
    public String description() {
        return wrapping.description() + " (unwrapped)";
    }

    @Override
    public void verify() {
        wrapping.verify();
    }
}

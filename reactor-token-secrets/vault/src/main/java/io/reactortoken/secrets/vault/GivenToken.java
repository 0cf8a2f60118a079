package io.reactortoken.secrets.vault;

import io.reactortoken.credential.SecretSource;
import reactor.core.publisher.Mono;

/** A token that somebody else got: an agent, or whoever started the program. Vault is asked how long it lives. */
final class GivenToken implements VaultLogin {

    private final SecretSource token;
    private final VaultClient client;

    GivenToken(SecretSource token, VaultClient client) {
        this.token = token;
        this.client = client;
    }

    @Override
    public Mono<VaultLease> lease(boolean refused) {
        return VaultLogin.read(token, refused).flatMap(text -> lookup(text.reveal()));
    }

    /** A token may be forbidden to look at itself; then it is used for as long as it works. */
    private Mono<VaultLease> lookup(String text) {
        VaultLease unknown = VaultLease.unknown(text);
        return client.get("auth/token/lookup-self", text).map(answer -> {
            if (answer.status() >= 500 || answer.status() == 429) {
                throw answer.refusal("could not be read", "");
            }
            return answer.body()
                    .object("data")
                    .filter(data -> answer.isOk())
                    .map(data -> VaultLease.of(
                            text, data.number("ttl"), data.literal("renewable").equals("true")))
                    .orElse(unknown);
        });
    }

    @Override
    public boolean bringsANewToken() {
        return false;
    }
}

package io.reactortoken.secrets.vault;

import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import reactor.core.publisher.Mono;

/** How a Vault token is had: given, or by a login. */
interface VaultLogin {

    /**
     * Returns a token.
     *
     * @param refused whether the one before was refused, so that its credential must be read anew
     */
    Mono<VaultLease> lease(boolean refused);

    /** Whether asking again brings another token. */
    boolean bringsANewToken();

    /** Reads what the login shows. */
    static Mono<Secret> read(SecretSource source, boolean refused) {
        return Mono.defer(() -> refused ? source.reload() : source.secret());
    }
}

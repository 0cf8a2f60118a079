package io.reactortoken.secrets.vault;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.internal.Origin;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which addresses a Vault may have. */
final class VaultAddress {

    private VaultAddress() {}

    static URI check(@Nullable URI address, boolean plaintextAllowed) {
        if (address == null) {
            throw refuse("Vault's address is missing", "call address(..)");
        }
        Optional<Origin> origin = Origin.of(address);
        if (origin.isEmpty() || address.getRawQuery() != null || address.getRawFragment() != null) {
            // not quoted: there may be a credential in it
            throw refuse("Vault's address is not one", "it looks like https://vault.example.com:8200");
        }
        if (!origin.get().scheme().equals("https") && !plaintextAllowed) {
            throw refuse(
                    "Vault's address " + origin.get() + " is http, and a secret must not travel in plain text",
                    "use https; allowPlaintext() is for an agent on this host");
        }
        return address;
    }

    static TokenConfigurationException refuse(String what, String check) {
        return TokenConfigurationException.of(TokenFailure.of(Code.CFG, what).hint("H-VAULT", check), null);
    }
}

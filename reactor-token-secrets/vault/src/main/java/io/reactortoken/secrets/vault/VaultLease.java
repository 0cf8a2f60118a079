package io.reactortoken.secrets.vault;

import io.reactortoken.AccessToken;
import java.time.Duration;

/**
 * A Vault token and how long it lives; or what stands for a secret that has a lease.
 *
 * @param token its lifetime is what is left of it; without one if that is not known
 * @param atLogin what the login brought, or the first read
 * @param renewable whether Vault would renew it
 */
record VaultLease(AccessToken token, Duration atLogin, boolean renewable) {

    /** A token that never expires is looked at again some time. */
    private static final Duration ENDLESS = Duration.ofHours(24);

    static VaultLease of(String text, long ttlSeconds, boolean renewable) {
        try {
            Duration ttl = ttlSeconds == 0 ? ENDLESS : Duration.ofSeconds(ttlSeconds);
            return new VaultLease(AccessToken.bearer(text, ttl), ttl, renewable && ttlSeconds > 0);
        } catch (IllegalArgumentException malformed) {
            throw notAToken();
        }
    }

    /** A token about which Vault says nothing. */
    static VaultLease unknown(String text) {
        try {
            return new VaultLease(AccessToken.builder(text).build(), Duration.ZERO, false);
        } catch (IllegalArgumentException malformed) {
            throw notAToken();
        }
    }

    private static VaultFailure notAToken() {
        return VaultFailure.lasting(
                0,
                "could not be read: what should be a Vault token is none",
                "a Vault token is letters, digits and . _ -");
    }

    VaultLease renewedFor(long ttlSeconds, boolean again) {
        VaultLease renewed = of(token.reveal(), ttlSeconds, again);
        return new VaultLease(renewed.token, atLogin, renewed.renewable);
    }

    /** Renewals get shorter towards the longest life that there may be: then a new one brings more. */
    boolean isGettingShort() {
        return token.lifetime().orElse(ENDLESS).compareTo(atLogin.dividedBy(2)) < 0;
    }
}

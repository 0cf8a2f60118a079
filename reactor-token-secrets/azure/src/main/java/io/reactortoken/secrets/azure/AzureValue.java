package io.reactortoken.secrets.azure;

import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import io.reactortoken.credential.Secret;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * From an answer to a secret. The vault hands out what is not yet valid and what has expired, and leaves it to the client to
 * look at the dates.
 */
final class AzureValue {

    private AzureValue() {}

    static Secret read(KeyVaultSecret answer, AzureFailures failures) {
        SecretProperties properties = answer.getProperties();
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        @Nullable OffsetDateTime notBefore = properties.getNotBefore();
        @Nullable OffsetDateTime expires = properties.getExpiresOn();
        if (notBefore != null && now.isBefore(notBefore)) {
            throw failures.notYet(notBefore, Duration.between(now, notBefore));
        }
        if (expires != null && !now.isBefore(expires)) {
            throw failures.permanent("has expired at " + expires, "put a new version into the vault, or move the date");
        }
        @Nullable String value = answer.getValue();
        if (value == null) {
            throw failures.permanent("has no value", "put a value into it");
        }
        try {
            Secret secret = Secret.of(value);
            return properties.getVersion() == null ? secret : secret.withVersion(properties.getVersion());
        } catch (IllegalArgumentException malformed) {
            throw failures.permanent("is not Unicode text", "check how it was written");
        }
    }
}

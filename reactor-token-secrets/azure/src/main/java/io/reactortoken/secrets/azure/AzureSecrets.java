package io.reactortoken.secrets.azure;

import static java.util.Objects.requireNonNull;

import com.azure.security.keyvault.secrets.SecretAsyncClient;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretLoader;
import io.reactortoken.credential.SecretSource;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Client secrets from Azure Key Vault.
 *
 * <p>A secret is loaded when it is first needed and again when it is five minutes old, or when an authorization server
 * refused it, but then at most every ten seconds. A load takes at most ten seconds. While the vault fails for the moment,
 * the last good version is used for up to 24 hours. {@link #loading} changes each of these.
 *
 * <p>Immutable and thread-safe: {@link #loading} returns a new value. The identity that the client shows needs to get
 * secrets, no more: the role Key Vault Secrets User, or the access policy {@code get}.
 *
 * @since 0.1.0
 */
public final class AzureSecrets {

    private static final String NEWEST = "";

    private final SecretAsyncClient client;
    private final UnaryOperator<SecretLoader> loading;

    private AzureSecrets(SecretAsyncClient client, UnaryOperator<SecretLoader> loading) {
        this.client = client;
        this.loading = loading;
    }

    /**
     * Uses a client: its vault, credential, retries and time limits.
     *
     * <p>Its credential may be a token source of this library, for another registration than the one whose secret is
     * loaded. A secret that is needed to get the token by which it is loaded is refused ({@code REN}).
     *
     * @param client stays the caller's
     * @return the store
     */
    public static AzureSecrets over(SecretAsyncClient client) {
        SdkLogs.check();
        return new AzureSecrets(
                requireNonNull(client, "client"),
                loader -> loader.maxAge(Duration.ofMinutes(5))
                        .reloadInterval(Duration.ofSeconds(10))
                        .maxStale(Duration.ofHours(24))
                        .deadline(Duration.ofSeconds(10)));
    }

    /**
     * Changes how secrets are loaded: how long one is used, how long a load may take, and so on.
     *
     * @param change gets a loader with the settings so far
     * @return a new store with the same client
     */
    public AzureSecrets loading(UnaryOperator<SecretLoader> change) {
        requireNonNull(change, "change");
        return new AzureSecrets(client, loader -> change.apply(loading.apply(loader)));
    }

    /**
     * Returns a source of the newest version of a secret. One that is not yet valid fails for the moment, so that the last
     * good version is used meanwhile; one that has expired is refused.
     *
     * @param name its name in the vault
     * @return a new source with a memory of its own; share it. Its versions are the vault's
     */
    public SecretSource secret(String name) {
        return source(name, NEWEST);
    }

    /**
     * Returns a source of one version of a secret.
     *
     * @param name its name in the vault
     * @param version what the vault calls the version
     * @return a new source with a memory of its own; share it
     */
    public SecretSource secret(String name, String version) {
        if (version.isBlank()) {
            throw new IllegalArgumentException("the secret's version is blank");
        }
        return source(name, version);
    }

    private SecretSource source(String name, String version) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the secret's name is blank");
        }
        String description =
                "azure-kv:" + vault(client.getVaultUrl()) + "/" + name + (version.isEmpty() ? "" : "/" + version);
        AzureFailures failures = new AzureFailures("the secret " + description);
        return loading.apply(SecretLoader.of(description, () -> load(name, version, failures)))
                .source();
    }

    /** A credential of the SDK may block the thread that asks it. */
    private Mono<Secret> load(String name, String version, AzureFailures failures) {
        return Mono.defer(() -> client.getSecret(name, version))
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(failures::of)
                .map(answer -> AzureValue.read(answer, failures));
    }

    /** The name of the vault, which is the first label of its host. */
    private static String vault(String url) {
        @Nullable String host = URI.create(url).getHost();
        String name = host == null ? "?" : host.toLowerCase(Locale.ROOT);
        int dot = name.indexOf('.');
        return dot > 0 && name.contains("vault") ? name.substring(0, dot) : name;
    }

    @Override
    public String toString() {
        return "AzureSecrets[" + vault(client.getVaultUrl()) + "]";
    }
}

package io.reactortoken.secrets.vault;

import static java.util.Objects.requireNonNull;

import io.reactortoken.credential.SecretLoader;
import io.reactortoken.credential.SecretSource;
import java.util.function.UnaryOperator;

/**
 * Client secrets from KV engines of HashiCorp Vault.
 *
 * <p>A secret is loaded when it is first needed and again when it is five minutes old, or when an authorization server
 * refused it, but then at most every ten seconds. A load takes at most ten seconds. While Vault fails for the moment, the
 * last good version is used for up to 24 hours. {@link VaultSecretsBuilder#loading} changes each of these.
 *
 * <p>One login serves all secrets. Its token is renewed before it expires, as long as secrets are loaded, and replaced by
 * another login when Vault renews it no longer. Nothing runs while no secret is loaded, and nothing must be closed.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class VaultSecrets {

    private final KvSecrets engines;
    private final UnaryOperator<SecretLoader> loading;
    private final String origin;

    VaultSecrets(KvSecrets engines, UnaryOperator<SecretLoader> loading, String origin) {
        this.engines = engines;
        this.loading = loading;
        this.origin = origin;
    }

    /**
     * Starts with the defaults. An address and a way to log in are missing.
     *
     * @return a builder, each call of which returns a new one
     */
    public static VaultSecretsBuilder builder() {
        return new VaultSecretsBuilder();
    }

    /**
     * Returns a source of a whole secret as a JSON document, for {@link SecretSource#jsonField}: fields of one source share
     * its loads.
     *
     * <p>Whether the engine has version 1 or 2 is asked before the first secret of a mount is
     * read ({@code sys/internal/ui/mounts}), unless {@link VaultSecretsBuilder#kvVersion} says so.
     *
     * @param mount the path of the engine, for instance {@code secret}
     * @param path the path of the secret in it, the same for versions 1 and 2: without {@code data/}
     * @return a new source with a memory of its own; share it. Its versions are those of a version 2 engine; one of version
     *     1 has none
     */
    public SecretSource kv(String mount, String path) {
        KvPath where = new KvPath(mount, path);
        return loading.apply(SecretLoader.of(where.toString(), () -> engines.read(where)))
                .source();
    }

    /**
     * Returns a source of one field of a secret.
     *
     * @param mount the path of the engine
     * @param path the path of the secret in it
     * @param field a field with a text
     * @return a new source with a memory of its own; share it
     */
    public SecretSource kv(String mount, String path, String field) {
        return kv(mount, path).jsonField(requireNonNull(field, "field"));
    }

    /** Tells where Vault is. */
    @Override
    public String toString() {
        return "VaultSecrets[" + origin + "]";
    }
}

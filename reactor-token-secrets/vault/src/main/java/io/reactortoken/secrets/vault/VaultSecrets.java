package io.reactortoken.secrets.vault;

import static java.util.Objects.requireNonNull;

import io.reactortoken.credential.SecretLoader;
import io.reactortoken.credential.SecretSource;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Client secrets from HashiCorp Vault: from KV engines, and dynamic ones.
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
    private final Function<KvPath, DynamicSecret> dynamic;
    private final UnaryOperator<SecretLoader> loading;
    private final String origin;

    VaultSecrets(
            KvSecrets engines,
            Function<KvPath, DynamicSecret> dynamic,
            UnaryOperator<SecretLoader> loading,
            String origin) {
        this.engines = engines;
        this.dynamic = dynamic;
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

    /**
     * Returns a source of a dynamic secret as a JSON document: one that Vault makes when it is read, with a lease. Read
     * once, and kept for as long as its lease goes. The lease is renewed before it ends, while the secret is asked for; a
     * new secret is read when the lease gets short or cannot be renewed, when the login that it belongs to is replaced, and
     * when an authorization server refused it.
     *
     * <p>It is not used after its lease, whatever {@link SecretLoader#maxAge} and {@link SecretLoader#maxStale} say. No lease
     * is revoked: Vault ends them.
     *
     * @param mount the path of the engine, for instance {@code azure}
     * @param path what is read in it, for instance {@code creds/orders}
     * @return a new source with a lease of its own; share it, and take its fields by {@link SecretSource#jsonField}
     */
    public SecretSource dynamic(String mount, String path) {
        return new DynamicSource(dynamic.apply(new KvPath(mount, path)), loading);
    }

    /** Tells where Vault is. */
    @Override
    public String toString() {
        return "VaultSecrets[" + origin + "]";
    }
}

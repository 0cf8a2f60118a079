package io.reactortoken.secrets.vault;

import static java.util.Objects.requireNonNull;

import io.reactortoken.CachePolicy;
import io.reactortoken.CachePolicyBuilder;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.credential.SecretLoader;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.internal.OriginAllowList;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TokenTransportProvider;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Says where a Vault is and how to log in.
 *
 * <p>Immutable: every call returns a new value.
 *
 * @since 0.1.0
 */
public final class VaultSecretsBuilder implements Cloneable {

    private @Nullable URI address;
    private boolean plaintext;
    private String namespace = "";
    private @Nullable LoginKind kind;
    private String name = "";
    private @Nullable SecretSource credential;
    private String authMount = "";
    private boolean wrapped;
    private OriginAllowList redirects = OriginAllowList.nobody();
    private int kvVersion;
    private @Nullable TokenTransport transport;
    private UnaryOperator<SecretLoader> loading = loader -> loader.maxAge(Duration.ofMinutes(5))
            .reloadInterval(Duration.ofSeconds(10))
            .maxStale(Duration.ofHours(24))
            .deadline(Duration.ofSeconds(10));
    private UnaryOperator<CachePolicyBuilder> tokenPolicy = UnaryOperator.identity();

    private enum LoginKind {
        TOKEN,
        APP_ROLE,
        KUBERNETES
    }

    VaultSecretsBuilder() {}

    private VaultSecretsBuilder copy() {
        try {
            return (VaultSecretsBuilder) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /**
     * Sets where Vault is.
     *
     * @param address https, for instance {@code https://vault.example.com:8200}; without {@code /v1}
     * @return a new builder
     */
    public VaultSecretsBuilder address(URI address) {
        VaultSecretsBuilder changed = copy();
        changed.address = requireNonNull(address, "address");
        return changed;
    }

    /**
     * Allows an {@code http} address: for an agent of Vault's on this host, and for tests.
     *
     * @return a new builder
     */
    public VaultSecretsBuilder allowPlaintext() {
        VaultSecretsBuilder changed = copy();
        changed.plaintext = true;
        return changed;
    }

    /**
     * Sets the namespace of Vault Enterprise and HCP, which goes into the header {@code X-Vault-Namespace}. Default: none.
     *
     * @param namespace for instance {@code admin/orders}
     * @return a new builder
     */
    public VaultSecretsBuilder namespace(String namespace) {
        KvPath.check(namespace, "namespace");
        VaultSecretsBuilder changed = copy();
        changed.namespace = namespace;
        return changed;
    }

    private VaultSecretsBuilder login(LoginKind newKind, String newName, SecretSource newCredential) {
        VaultSecretsBuilder changed = copy();
        changed.kind = newKind;
        changed.name = newName;
        changed.credential = requireNonNull(newCredential, "credential");
        return changed;
    }

    /**
     * Logs in with a token that somebody else got. It is renewed while secrets are loaded, if it can be. When Vault refuses
     * it, its source is read again.
     *
     * @param token for instance a file that an agent writes
     * @return a new builder
     */
    public VaultSecretsBuilder token(SecretSource token) {
        return login(LoginKind.TOKEN, "", token);
    }

    /**
     * Logs in by AppRole.
     *
     * @param roleId not a secret
     * @param secretId read for each login
     * @return a new builder
     */
    public VaultSecretsBuilder appRole(String roleId, SecretSource secretId) {
        return login(LoginKind.APP_ROLE, requireNonNull(roleId, "roleId"), secretId);
    }

    /**
     * Logs in with the token of a Kubernetes service account.
     *
     * @param role Vault's role
     * @param jwt the token's file, read for each login, for instance
     *     {@code /var/run/secrets/kubernetes.io/serviceaccount/token}
     * @return a new builder
     */
    public VaultSecretsBuilder kubernetes(String role, Path jwt) {
        return login(LoginKind.KUBERNETES, requireNonNull(role, "role"), SecretSource.file(jwt));
    }

    /**
     * Sets where the login method is mounted. Default: {@code approle} or {@code kubernetes}.
     *
     * @param mount the path below {@code auth/}
     * @return a new builder
     */
    public VaultSecretsBuilder authMount(String mount) {
        KvPath.check(mount, "auth mount");
        VaultSecretsBuilder changed = copy();
        changed.authMount = mount;
        return changed;
    }

    /**
     * Says that the token, or the secret id, is a response-wrapping token, which holds the real one. It is unwrapped once,
     * and what it held is kept in memory: after a restart there must be another one.
     *
     * @return a new builder
     */
    public VaultSecretsBuilder unwrap() {
        VaultSecretsBuilder changed = copy();
        changed.wrapped = true;
        return changed;
    }

    /**
     * Allows redirects (307) of a standby to these nodes, the token included. Default: none is followed.
     *
     * @param origins https, for instance {@code https://vault-2.example.com:8200}
     * @return a new builder
     * @throws TokenConfigurationException if one of them is no origin with TLS
     */
    public VaultSecretsBuilder allowRedirect(String... origins) {
        VaultSecretsBuilder changed = copy();
        for (String origin : origins) {
            changed.redirects = changed.redirects.allow(origin);
        }
        return changed;
    }

    /**
     * Says which version the KV engines have. Default: each is asked before its first secret is read.
     *
     * @param version 1 or 2
     * @return a new builder
     */
    public VaultSecretsBuilder kvVersion(int version) {
        if (version != 1 && version != 2) {
            throw new IllegalArgumentException("a KV engine has version 1 or 2, not " + version);
        }
        VaultSecretsBuilder changed = copy();
        changed.kvVersion = version;
        return changed;
    }

    /**
     * Sets what carries the requests: trust, proxy, time limits. Default: the one on the class path.
     *
     * @param transport stays the caller's
     * @return a new builder
     */
    public VaultSecretsBuilder transport(TokenTransport transport) {
        VaultSecretsBuilder changed = copy();
        changed.transport = requireNonNull(transport, "transport");
        return changed;
    }

    /**
     * Changes how secrets are loaded: how long one is used, how long a load may take, and so on.
     *
     * @param change gets a loader with the settings so far
     * @return a new builder
     */
    public VaultSecretsBuilder loading(UnaryOperator<SecretLoader> change) {
        requireNonNull(change, "change");
        VaultSecretsBuilder changed = copy();
        changed.loading = loader -> change.apply(loading.apply(loader));
        return changed;
    }

    /** For tests: the clocks of the token. */
    VaultSecretsBuilder tokenPolicy(UnaryOperator<CachePolicyBuilder> change) {
        VaultSecretsBuilder changed = copy();
        changed.tokenPolicy = change;
        return changed;
    }

    /**
     * Returns the store. Nothing is sent before the first secret is needed.
     *
     * @return a new store; share it, because it logs in once
     * @throws TokenConfigurationException if the address, the way to log in or the transport is missing, or the address is
     *     not one that a token may be sent to
     */
    public VaultSecrets build() {
        URI checked = VaultAddress.check(address, plaintext);
        VaultClient client = new VaultClient(checked, namespace, redirects, transport == null ? found() : transport);
        CachePolicy policy = tokenPolicy
                .apply(CachePolicy.builder().name("vault").retry(RetryPolicy.none()))
                .build();
        VaultTokens tokens = new VaultTokens(login(client), client, policy);
        return new VaultSecrets(
                new KvSecrets(client, tokens, kvVersion),
                path -> new DynamicSecret(path, client, tokens, policy),
                loading,
                client.toString());
    }

    private VaultLogin login(VaultClient client) {
        LoginKind how = kind;
        SecretSource shown = credential;
        if (how == null || shown == null) {
            throw VaultAddress.refuse(
                    "it is not said how to log in to Vault", "call token(..), appRole(..) or kubernetes(..)");
        }
        shown.verify();
        SecretSource real = wrapped ? new Unwrapped(shown, client) : shown;
        return switch (how) {
            case TOKEN -> new GivenToken(real, client);
            case APP_ROLE -> CredentialLogin.appRole(mount("approle"), name, real, client);
            case KUBERNETES -> CredentialLogin.kubernetes(mount("kubernetes"), name, real, client);
        };
    }

    private String mount(String usual) {
        return KvPath.encode(authMount.isEmpty() ? usual : authMount);
    }

    private static TokenTransport found() {
        return ServiceLoader.load(TokenTransportProvider.class, VaultSecrets.class.getClassLoader()).stream()
                .findFirst()
                .map(provider -> provider.get().transport())
                .orElseThrow(() -> VaultAddress.refuse(
                        "there is no token transport on the class path",
                        "add the dependency reactor-token-netty, or call transport(..)"));
    }
}

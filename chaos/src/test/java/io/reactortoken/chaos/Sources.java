package io.reactortoken.chaos;

import io.reactortoken.AccessToken;
import io.reactortoken.CachePolicy;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenSource;
import io.reactortoken.chaos.Counters.Count;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.netty.NettyTokenTransport;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.RegistryPolicy;
import io.reactortoken.oauth2.TokenRequest;
import io.reactortoken.oauth2.TokenSources;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The token sources of a run, each with a watch on its requests: three for a client each, and a registry of tenants. */
final class Sources implements AutoCloseable {

    static final String BASIC = "basic";
    static final String POST = "post";
    static final String SIGNING = AuthorizationServerConfiguration.SIGNING_CLIENT;

    private static final String PROBE = "probe";
    private static final String TENANT = "tenant-";
    /** Who comes back after a while, so that the run needs no more memory the longer it takes. */
    private static final int TENANTS = 24;

    private static final int ACTIVE_TENANTS = 8;
    private static final int KEPT_TENANTS = 10;
    /**
     * So many requests at once that none waits for its turn: a token's age counts from before that wait, and the transport,
     * where {@link UsableToken} begins to count, is behind it.
     */
    private static final int UNHINDERED = 64;

    final RotatingSecret basicSecret;
    final RotatingSecret postSecret;
    final SigningKeys keys;
    final TokenSources<String> tenants;

    private final String tokenUri;
    private final NettyTokenTransport transport;
    private final AcceptedSecrets secrets;
    private final ChaosClock clock;
    private final Trouble trouble;
    private final Observed observed;
    private final Map<String, WatchedTransport> watched = new ConcurrentHashMap<>();
    private final Map<String, RotatingSecret> tenantSecrets = new ConcurrentHashMap<>();
    private final RotatingSecret probeSecret;
    private final Map<String, CachedTokenSource> cached;
    private volatile int firstTenant;

    Sources(String tokenUri, NettyTokenTransport transport, World.Servers servers, World.Air air) {
        this.tokenUri = tokenUri;
        this.transport = transport;
        this.secrets = servers.secrets();
        this.keys = servers.keys();
        this.clock = air.clock();
        this.trouble = air.serverTrouble();
        this.observed = air.observed();
        this.basicSecret = new RotatingSecret(BASIC, secrets);
        this.postSecret = new RotatingSecret(POST, secrets);
        this.probeSecret = new RotatingSecret(PROBE, secrets);
        CachePolicy policy =
                Timing.policy(clock).toBuilder().listener(observed.counters()).build();
        this.cached = Map.of(
                BASIC, withSecret(BASIC, basicSecret).cache(policy),
                POST,
                        withSecret(POST, postSecret)
                                .authentication(ClientAuthentication.clientSecretPost())
                                .cache(policy),
                SIGNING,
                        request(SIGNING)
                                .authentication(ClientAuthentication.assertion(keys))
                                .cache(policy));
        this.tenants = TokenSources.perKey(
                this::tenant, new RegistryPolicy(policy, KEPT_TENANTS, Duration.ofSeconds(3), UNHINDERED));
    }

    private TokenRequest request(String client) {
        WatchedTransport watch = new WatchedTransport(client, transport, clock, trouble, observed);
        watched.put(client, watch);
        return OAuth2.clientCredentials(tokenUri)
                .clientId(client)
                .scope("orders:read")
                .transport(watch);
    }

    private TokenRequest withSecret(String client, SecretSource secret) {
        return request(client).clientSecret(secret);
    }

    /** Called by the registry for a tenant that it does not know, or has forgotten. */
    private TokenRequest tenant(String name) {
        observed.counters().add(Count.TENANTS);
        // calls that have begun look at the watch of before: the registry, which has a bound, has dropped that token
        forgotten(watched.remove(name));
        return withSecret(name, tenantSecrets.computeIfAbsent(name, each -> new RotatingSecret(each, secrets)));
    }

    TokenSource of(String client) {
        TokenSource one = cached.get(client);
        return one == null ? tenants.source(client) : one;
    }

    /** {@return what is known about a client's token; of a tenant that is new, nothing} */
    UsableToken usable(String client) {
        WatchedTransport watch = watched.get(client);
        return watch == null ? new UsableToken(observed.ledger(), clock) : watch.usable();
    }

    /** {@return a token from the server at this address, without a cache, a proxy or a second try} */
    Mono<AccessToken> probe(String uri) {
        return OAuth2.clientCredentials(uri)
                .clientId(PROBE)
                .clientSecret(probeSecret)
                .retry(RetryPolicy.none())
                .transport(transport)
                .source()
                .token();
    }

    boolean isBusy() {
        return watched.values().stream().anyMatch(WatchedTransport::isBusy);
    }

    /** {@return the tenant of a call} */
    String tenantOf(long call) {
        return TENANT + (firstTenant + call % ACTIVE_TENANTS) % TENANTS;
    }

    /** One tenant leaves, another one comes. */
    void nextTenant() {
        firstTenant = (firstTenant + 1) % TENANTS;
    }

    void forget(String tenant) {
        // first, because calls have no usable token from then on
        forgotten(watched.remove(tenant));
        tenants.invalidate(tenant);
        observed.counters().add(Count.FORGOTTEN);
    }

    /** After a pause, in which the registry may have forgotten anybody. */
    void forgetTenants() {
        watched.keySet().stream()
                .filter(client -> client.startsWith(TENANT))
                .forEach(client -> forgotten(watched.remove(client)));
        tenants.invalidateAll();
    }

    private static void forgotten(@Nullable WatchedTransport watch) {
        if (watch != null) {
            watch.usable().forgotten();
        }
    }

    void revoke(String client, Duration olderThan) {
        WatchedTransport watch = watched.get(client);
        if (observed.ledger().revoke(client, olderThan) && watch != null) {
            watch.revoked();
        }
    }

    List<String> clients() {
        return List.of(BASIC, POST, SIGNING, tenantOf(0), tenantOf(3), tenantOf(6));
    }

    @Override
    public void close() {
        cached.values().forEach(CachedTokenSource::close);
        tenants.close();
    }
}

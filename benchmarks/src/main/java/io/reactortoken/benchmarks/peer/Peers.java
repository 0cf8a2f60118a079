package io.reactortoken.benchmarks.peer;

import java.util.function.Function;

/** Everybody in the comparison. */
public enum Peers {
    MONO_JUST("Mono.just", endpoint -> new FixedPeer(endpoint, false)),
    MONO_JUST_CLOCK("Mono.just + one clock read", endpoint -> new FixedPeer(endpoint, true)),
    REACTOR_TOKEN("reactor-token", ReactorTokenPeer::new),
    MONO_CACHE("Mono.cache(Duration)", ReactorCachePeer::timed),
    CACHE_INVALIDATE_IF("Mono.cacheInvalidateIf", ReactorCachePeer::checked),
    GOOGLE_AUTH("google-auth 1.43.0", GooglePeer::new),
    CAFFEINE("Caffeine AsyncCache 3.2.4", CaffeinePeer::new),
    AWS("AWS CachedSupplier 2.54.14", AwsPeer::new),
    QUARKUS("Quarkus TokensHelper 3.30.0", QuarkusPeer::new),
    AZURE_CORE("azure-core SimpleTokenCache 1.61.0", AzurePeer::new),
    SPRING_SECURITY("Spring Security manager 7.1.2", SpringPeer::new);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // constructors without state
    private final Function<Endpoint, Peer> maker;

    Peers(String label, Function<Endpoint, Peer> maker) {
        this.label = label;
        this.maker = maker;
    }

    /** {@return its name, as tables show it} */
    public String label() {
        return label;
    }

    /** {@return a new one with nothing cached, over an endpoint} */
    public Peer over(Endpoint endpoint) {
        return maker.apply(endpoint);
    }
}

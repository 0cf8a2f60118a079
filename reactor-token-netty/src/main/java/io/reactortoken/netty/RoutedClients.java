package io.reactortoken.netty;

import io.netty.handler.ssl.SslContext;
import io.reactortoken.credential.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * The direct client, and one for each proxy. Kept, because a pool takes connections of another client for connections to
 * elsewhere; made anew when a proxy's password has changed.
 */
final class RoutedClients {

    private final HttpClient direct;
    private final TransportLimits limits;
    private final Map<TokenProxy, Proxied> proxied = new ConcurrentHashMap<>();

    private record Proxied(Secret password, HttpClient client) {}

    private RoutedClients(HttpClient direct, TransportLimits limits) {
        this.direct = direct;
        this.limits = limits;
    }

    static RoutedClients of(TransportSettings settings, ConnectionProvider connections, SslContext tls) {
        return new RoutedClients(TokenClient.of(settings, connections, tls), settings.limits());
    }

    Mono<HttpClient> through(Optional<TokenProxy> proxy) {
        return proxy.map(known -> known.password().map(password -> through(known, password)))
                .orElseGet(() -> Mono.just(direct));
    }

    private HttpClient through(TokenProxy proxy, Secret password) {
        Proxied known = proxied.get(proxy);
        if (known == null || !known.password.isSameAs(password)) {
            known = new Proxied(password, proxy.apply(direct, password, limits));
            proxied.put(proxy, known);
        }
        return known.client;
    }
}

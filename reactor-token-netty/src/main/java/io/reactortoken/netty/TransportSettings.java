package io.reactortoken.netty;

import java.util.function.UnaryOperator;
import reactor.netty.http.client.HttpClient;

/** What a transport is built from. */
record TransportSettings(
        TransportLimits limits,
        ServerTrust trust,
        ProxyRoutes proxies,
        boolean keepAlive,
        UnaryOperator<HttpClient> base) {

    static final TransportSettings DEFAULTS = new TransportSettings(
            TransportLimits.DEFAULTS, ServerTrust.JDK, ProxyRoutes.NONE, false, UnaryOperator.identity());

    TransportSettings withLimits(TransportLimits value) {
        return new TransportSettings(value, trust, proxies, keepAlive, base);
    }

    TransportSettings withTrust(ServerTrust value) {
        return new TransportSettings(limits, value, proxies, keepAlive, base);
    }

    TransportSettings withProxies(ProxyRoutes value) {
        return new TransportSettings(limits, trust, value, keepAlive, base);
    }

    TransportSettings withKeepAlive(boolean value) {
        return new TransportSettings(limits, trust, proxies, value, base);
    }

    TransportSettings withBase(UnaryOperator<HttpClient> value) {
        return new TransportSettings(limits, trust, proxies, keepAlive, value);
    }
}

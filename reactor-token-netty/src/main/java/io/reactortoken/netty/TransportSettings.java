package io.reactortoken.netty;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;

/** What a transport is built from. */
record TransportSettings(
        TransportLimits limits,
        ServerTrust trust,
        @Nullable RotatingCertificate certificate,
        ProxyRoutes proxies,
        boolean keepAlive,
        UnaryOperator<HttpClient> base) {

    static final TransportSettings DEFAULTS = new TransportSettings(
            TransportLimits.DEFAULTS, ServerTrust.JDK, null, ProxyRoutes.NONE, false, UnaryOperator.identity());

    TransportSettings withLimits(TransportLimits value) {
        return new TransportSettings(value, trust, certificate, proxies, keepAlive, base);
    }

    TransportSettings withTrust(ServerTrust value) {
        return new TransportSettings(limits, value, certificate, proxies, keepAlive, base);
    }

    TransportSettings withCertificate(RotatingCertificate value) {
        return new TransportSettings(limits, trust, value, proxies, keepAlive, base);
    }

    TransportSettings withProxies(ProxyRoutes value) {
        return new TransportSettings(limits, trust, certificate, value, keepAlive, base);
    }

    TransportSettings withKeepAlive(boolean value) {
        return new TransportSettings(limits, trust, certificate, proxies, value, base);
    }

    TransportSettings withBase(UnaryOperator<HttpClient> value) {
        return new TransportSettings(limits, trust, certificate, proxies, keepAlive, value);
    }
}

package io.reactortoken.netty;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The HTTP client below a token transport, with connections of its own. */
final class TokenClient {

    private static final int POOL_SIZE = 4;
    private static final Duration POOL_IDLE_TIME = Duration.ofSeconds(30);

    private TokenClient() {}

    /** Whatever the base says: no redirect, no second try, no log of what is sent, and TLS that checks host names. */
    static HttpClient of(TransportSettings settings, ConnectionProvider connections, SslContext tls) {
        TransportLimits limits = settings.limits();
        return settings.base()
                .apply(HttpClient.create(connections))
                .followRedirect(false)
                .disableRetry(true)
                .wiretap(false)
                .httpMessageLogFactory(SilentMessages.INSTANCE)
                .noProxy()
                .compress(false)
                .keepAlive(settings.keepAlive())
                .responseTimeout(limits.responseTimeout())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        limits.connectTimeout().toMillis())
                .httpResponseDecoder(
                        spec -> spec.maxHeaderSize(limits.maxHeaders()).maxInitialLineLength(limits.maxHeaders()))
                .doOnChannelInit((observer, channel, address) -> WireGuard.install(channel))
                .secure(spec -> spec.sslContext(tls).handshakeTimeout(limits.handshakeTimeout()))
                // RFC 9110 section 10.1.5; firewalls refuse requests without one
                .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, "reactor-token"));
    }

    static ConnectionProvider connections(TransportSettings settings) {
        return settings.keepAlive() ? pool(settings) : ConnectionProvider.newConnection();
    }

    private static ConnectionProvider pool(TransportSettings settings) {
        return ConnectionProvider.builder("reactor-token")
                .maxConnections(POOL_SIZE)
                .pendingAcquireMaxCount(-1)
                .pendingAcquireTimeout(settings.limits().connectTimeout())
                .maxIdleTime(POOL_IDLE_TIME)
                .build();
    }
}

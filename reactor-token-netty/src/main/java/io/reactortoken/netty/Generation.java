package io.reactortoken.netty;

import io.netty.handler.ssl.SslContext;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.transport.TransportRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.Loggers;

/**
 * The connections that were made with one client certificate, or without one (R8705-04). It is used until another takes
 * its place, and by the requests that run then until they end; the last one to leave closes the connections.
 */
final class Generation {

    private final @Nullable ClientCertificate certificate;
    private final ConnectionProvider connections;
    private final RoutedClients clients;
    /** Whose connections carry one request each (RFC 9110 section 15.5.20). */
    private final RoutedClients fresh;
    /** One for each request that runs, and one for as long as no other takes its place. At 0 it is over. */
    private final AtomicInteger uses = new AtomicInteger(1);

    private final AtomicBoolean warned = new AtomicBoolean();

    private Generation(
            @Nullable ClientCertificate certificate,
            ConnectionProvider connections,
            RoutedClients clients,
            RoutedClients fresh) {
        this.certificate = certificate;
        this.connections = connections;
        this.clients = clients;
        this.fresh = fresh;
    }

    static Generation of(TransportSettings settings, TrustManager trust, @Nullable ClientCertificate certificate) {
        SslContext tls = TlsContext.of(trust, certificate);
        ConnectionProvider connections = TokenClient.connections(settings);
        return new Generation(
                certificate,
                connections,
                RoutedClients.of(settings, connections, tls),
                RoutedClients.of(settings, ConnectionProvider.newConnection(), tls));
    }

    boolean isOf(@Nullable ClientCertificate other) {
        return certificate == other;
    }

    RoutedClients clients(TransportRequest request) {
        return request.needsNewConnection() ? fresh : clients;
    }

    /** {@return false if it is over} */
    boolean enter() {
        int now = uses.get();
        while (now > 0 && !uses.compareAndSet(now, now + 1)) {
            now = uses.get();
        }
        return now > 0;
    }

    void leave() {
        if (uses.decrementAndGet() == 0) {
            connections.dispose();
        }
    }

    /** Ends it, whoever still uses it. */
    void dispose() {
        connections.dispose();
    }

    /** {@return why its certificate must not be shown; one that soon expires is told in the log, once (R8705-06)} */
    Optional<TokenCredentialException> invalidity() {
        ClientCertificate shown = certificate;
        if (shown == null) {
            return Optional.empty();
        }
        if (shown.expiresSoon(Instant.now()) && warned.compareAndSet(false, true)) {
            Loggers.getLogger(NettyTokenTransport.class).warn("the client certificate expires soon: {}", shown);
        }
        return shown.invalidity();
    }
}

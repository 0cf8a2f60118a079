package io.reactortoken.cli;

import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.reactortoken.netty.ClientCertificate;
import io.reactortoken.netty.NettyTokenTransport;
import io.reactortoken.netty.NettyTokenTransportBuilder;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** How servers are reached, and whom to trust. The same for the token endpoint and for the API. */
final class ConnectionOptions {

    private static final int CONNECT_MILLIS = 5_000;
    private static final Duration SILENCE = Duration.ofSeconds(10);

    @ArgGroup(exclusive = false)
    private @Nullable Identity identity;

    @Option(names = "--ca", paramLabel = "PEM", description = "Authorities to trust, in place of the JDK's.")
    private @Nullable Path authorities;

    @Option(
            names = "--proxy",
            paramLabel = "HOST:PORT",
            converter = ProxyOption.class,
            description = "A proxy; socks5:// and socks4:// before it if it is one.")
    private ProxyOption.@Nullable Through proxy;

    /** Both or none. */
    static final class Identity {
        @Option(
                names = "--cert",
                required = true,
                paramLabel = "PEM",
                description = "The client's certificate (mutual TLS).")
        private Path certificate = Path.of("");

        @Option(
                names = "--key",
                required = true,
                paramLabel = "PEM",
                description = "Its private key, PKCS#8, not encrypted.")
        private Path key = Path.of("");
    }

    boolean hasCertificate() {
        return identity != null;
    }

    NettyTokenTransport transport() {
        NettyTokenTransportBuilder builder = NettyTokenTransport.builder();
        builder = authorities == null ? builder : builder.trust(authorities);
        builder = identity == null
                ? builder
                : builder.clientCertificate(ClientCertificate.pem(identity.certificate, identity.key));
        builder = proxy == null ? builder : builder.proxy(proxy.tokenProxy());
        return builder.build();
    }

    /** For the API: HTTP/1.1, one connection, no redirect followed. */
    HttpClient client() {
        HttpClient client = HttpClient.create(ConnectionProvider.newConnection())
                .disableRetry(true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .responseTimeout(SILENCE);
        SslContext tls = tls();
        client = client.secure(spec -> spec.sslContext(tls));
        return proxy == null ? client : proxy.apply(client);
    }

    private SslContext tls() {
        try {
            SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
            configure(builder);
            return builder.build();
        } catch (SSLException | IllegalArgumentException unusable) {
            // its message names the file, and may quote it; the transport for the token request has accepted the same
            throw new IllegalStateException("TLS cannot be set up for the API", unusable);
        }
    }

    private void configure(SslContextBuilder tls) {
        if (authorities != null) {
            tls.trustManager(authorities.toFile());
        }
        if (identity != null) {
            tls.keyManager(identity.certificate.toFile(), identity.key.toFile());
        }
    }
}

package io.reactortoken.netty;

import static java.util.Objects.requireNonNull;

import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContextBuilder;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider;

/**
 * Collects how token requests are carried. Immutable: every call returns a new builder; {@link #build()} validates.
 *
 * @since 0.1.0
 */
public final class NettyTokenTransportBuilder {

    private static final int POOL_SIZE = 4;
    private static final Duration POOL_IDLE_TIME = Duration.ofSeconds(30);
    /** The smallest step that the timers below know, and the largest that they take. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private static final Duration LONGEST = Duration.ofHours(1);

    private final TransportLimits limits;
    private final List<X509Certificate> trusted;
    private final boolean keepAlive;
    private final UnaryOperator<HttpClient> last;

    NettyTokenTransportBuilder() {
        this(TransportLimits.DEFAULTS, List.of(), false, UnaryOperator.identity());
    }

    private NettyTokenTransportBuilder(
            TransportLimits limits, List<X509Certificate> trusted, boolean keepAlive, UnaryOperator<HttpClient> last) {
        this.limits = limits;
        this.trusted = trusted;
        this.keepAlive = keepAlive;
        this.last = last;
    }

    private NettyTokenTransportBuilder with(TransportLimits changed) {
        return new NettyTokenTransportBuilder(changed, trusted, keepAlive, last);
    }

    /**
     * Trusts these authorities, and no longer the ones of the JDK. Default: the JDK's.
     *
     * @param authorities one or more certificates
     * @return a new builder
     */
    public NettyTokenTransportBuilder trust(X509Certificate... authorities) {
        return new NettyTokenTransportBuilder(limits, List.of(authorities), keepAlive, last);
    }

    /**
     * Trusts the authorities in a PEM file, and no longer the ones of the JDK. Reads the file at once, and blocks for
     * that long.
     *
     * @param pem one or more certificates
     * @return a new builder
     * @throws TokenConfigurationException if the file cannot be read, or holds no certificate
     */
    public NettyTokenTransportBuilder trust(Path pem) {
        return new NettyTokenTransportBuilder(limits, PemCertificates.read(pem), keepAlive, last);
    }

    /**
     * Limits the time to connect. Default: 5 s.
     *
     * @param timeout 1 ms to 1 h
     * @return a new builder
     */
    public NettyTokenTransportBuilder connectTimeout(Duration timeout) {
        return with(limits.withConnectTimeout(requireNonNull(timeout, "timeout")));
    }

    /**
     * Limits the TLS handshake. Default: 10 s.
     *
     * @param timeout 1 ms to 1 h
     * @return a new builder
     */
    public NettyTokenTransportBuilder handshakeTimeout(Duration timeout) {
        return with(limits.withHandshakeTimeout(requireNonNull(timeout, "timeout")));
    }

    /**
     * Limits the silence while an answer is awaited or read; each byte ends it. Default: 10 s.
     *
     * @param timeout 1 ms to 1 h
     * @return a new builder
     */
    public NettyTokenTransportBuilder responseTimeout(Duration timeout) {
        return with(limits.withResponseTimeout(requireNonNull(timeout, "timeout")));
    }

    /**
     * Limits one attempt as a whole, from the name lookup to the last byte. Default: 15 s.
     *
     * @param deadline 1 ms to 1 h
     * @return a new builder
     */
    public NettyTokenTransportBuilder deadline(Duration deadline) {
        return with(limits.withDeadline(requireNonNull(deadline, "deadline")));
    }

    /**
     * Limits the body of an answer. Default: 1 MiB.
     *
     * @param bytes at least 1
     * @return a new builder
     */
    public NettyTokenTransportBuilder maxBody(int bytes) {
        return with(limits.withMaxBody(bytes));
    }

    /**
     * Keeps connections open for 30 s, in a pool of 4. Default: false, a connection for each request; tokens are asked
     * for too seldom to gain anything, and what a server sends on an idle connection might be taken for an answer.
     *
     * @param keepAlive true for a pool, which {@link NettyTokenTransport#close()} closes
     * @return a new builder
     */
    public NettyTokenTransportBuilder keepAlive(boolean keepAlive) {
        return new NettyTokenTransportBuilder(limits, trusted, keepAlive, last);
    }

    /** The last word on the client, for what a test must replace: the name lookup. */
    NettyTokenTransportBuilder client(UnaryOperator<HttpClient> last) {
        return new NettyTokenTransportBuilder(limits, trusted, keepAlive, last);
    }

    /**
     * Returns the transport. Reads the JDK's trust store, unless {@link #trust} replaced it.
     *
     * @return a new transport
     * @throws TokenConfigurationException if a limit cannot work
     */
    public NettyTokenTransport build() {
        requireTime("connectTimeout", limits.connectTimeout());
        requireTime("handshakeTimeout", limits.handshakeTimeout());
        requireTime("responseTimeout", limits.responseTimeout());
        requireTime("deadline", limits.deadline());
        if (limits.maxBody() < 1) {
            throw refuse("maxBody is below 1 byte", "a token response is some 2 KiB; the default is 1 MiB");
        }
        ConnectionProvider connections = keepAlive ? pool() : ConnectionProvider.newConnection();
        HttpClient client = NettyTokenTransport.client(connections)
                .keepAlive(keepAlive)
                .responseTimeout(limits.responseTimeout())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        limits.connectTimeout().toMillis())
                .secure(this::secure);
        return new NettyTokenTransport(connections, last.apply(client), limits);
    }

    /** Through a spec, because only then the client checks the host name. */
    private void secure(SslProvider.SslContextSpec tls) {
        SslProvider.GenericSslContextSpec<SslContextBuilder> context = Http11SslContextSpec.forClient();
        if (!trusted.isEmpty()) {
            context.configure(builder -> builder.trustManager(trusted));
        }
        tls.sslContext(context).handshakeTimeout(limits.handshakeTimeout());
    }

    private static ConnectionProvider pool() {
        return ConnectionProvider.builder("reactor-token")
                .maxConnections(POOL_SIZE)
                .pendingAcquireMaxCount(-1)
                .maxIdleTime(POOL_IDLE_TIME)
                .build();
    }

    private static void requireTime(String name, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw refuse(name + " is not within 1 ms and 1 h: " + value, "the defaults are 5, 10, 10 and 15 seconds");
        }
    }

    static TokenConfigurationException refuse(String what, String check) {
        return TokenConfigurationException.of(TokenFailure.of(Code.CFG, what).hint("H-TRANSPORT", check), null);
    }

    @Override
    public String toString() {
        return "NettyTokenTransportBuilder[" + limits + ", keepAlive=" + keepAlive + "]";
    }
}

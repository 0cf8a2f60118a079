package io.reactortoken.netty;

import static java.util.Objects.requireNonNull;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import javax.net.ssl.X509TrustManager;
import reactor.netty.http.client.HttpClient;

/**
 * Collects how token requests are carried. Immutable: every call returns a new builder; {@link #build()} validates.
 *
 * @since 0.1.0
 */
public final class NettyTokenTransportBuilder {

    private final TransportSettings settings;

    NettyTokenTransportBuilder() {
        this(TransportSettings.DEFAULTS);
    }

    private NettyTokenTransportBuilder(TransportSettings settings) {
        this.settings = settings;
    }

    private NettyTokenTransportBuilder with(UnaryOperator<TransportLimits> change) {
        return new NettyTokenTransportBuilder(settings.withLimits(change.apply(settings.limits())));
    }

    private NettyTokenTransportBuilder with(ServerTrust trust) {
        return new NettyTokenTransportBuilder(settings.withTrust(trust));
    }

    /**
     * Trusts these authorities, and no longer the ones of the JDK. Default: the JDK's.
     *
     * @param authorities one or more certificates
     * @return a new builder
     */
    public NettyTokenTransportBuilder trust(X509Certificate... authorities) {
        return with(ServerTrust.of(List.of(authorities)));
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
        return with(ServerTrust.of(PemCertificates.read(pem)));
    }

    /**
     * Trusts the authorities in a PEM text, and no longer the ones of the JDK.
     *
     * @param pem one or more certificates
     * @return a new builder
     * @throws TokenConfigurationException if it holds no certificate
     */
    public NettyTokenTransportBuilder trust(byte[] pem) {
        return with(ServerTrust.of(PemCertificates.read(pem)));
    }

    /**
     * Asks a trust manager about each server's certificates, and no longer the JDK's. The host name is checked all the
     * same, and not by the manager.
     *
     * @param manager not one that trusts everybody: to trust a server without an authority, call {@link
     *     #trust(X509Certificate...)} with its certificate
     * @return a new builder
     * @throws TokenConfigurationException if it trusts everybody
     */
    public NettyTokenTransportBuilder trust(X509TrustManager manager) {
        return with(ServerTrust.of(manager));
    }

    /**
     * Shows a client certificate to servers that ask for one (mutual TLS, RFC 8705). Default: none.
     *
     * @param certificate for as long as the transport lives
     * @return a new builder
     */
    public NettyTokenTransportBuilder clientCertificate(ClientCertificate certificate) {
        return clientCertificate(RotatingCertificate.of(certificate));
    }

    /**
     * Shows a client certificate to servers that ask for one (mutual TLS, RFC 8705), and another one after each {@link
     * RotatingCertificate#rotate}: requests that start then have connections of their own, those that run end on the
     * old ones.
     *
     * @param certificate which one, now and later; the transport listens to it until it is closed
     * @return a new builder
     */
    public NettyTokenTransportBuilder clientCertificate(RotatingCertificate certificate) {
        return new NettyTokenTransportBuilder(settings.withCertificate(requireNonNull(certificate, "certificate")));
    }

    /**
     * Sends every request through a proxy, but for the hosts that it leaves out. Default: none.
     *
     * @param proxy also in place of the system properties
     * @return a new builder
     */
    public NettyTokenTransportBuilder proxy(TokenProxy proxy) {
        return new NettyTokenTransportBuilder(settings.withProxies(ProxyRoutes.all(proxy)));
    }

    /**
     * Uses the proxies that the JDK's system properties name, read at once: {@code https.proxyHost} with
     * {@code https.proxyPort}, {@code https.proxyUser} and {@code https.proxyPassword}, the same for {@code http}, and
     * {@code http.nonProxyHosts}; else {@code socksProxyHost} and what belongs to it. Without any of them there is no
     * proxy. Default: they are not used.
     *
     * @return a new builder
     * @throws TokenConfigurationException if one of them cannot be used
     */
    public NettyTokenTransportBuilder proxyOfSystemProperties() {
        return proxyOf(System.getProperties());
    }

    NettyTokenTransportBuilder proxyOf(Properties properties) {
        return new NettyTokenTransportBuilder(settings.withProxies(SystemProxies.of(properties)));
    }

    /**
     * Limits the time to connect, and the time to wait for a connection of the pool, if there is one. Default: 5 s.
     *
     * @param timeout 1 ms to 1 h
     * @return a new builder
     */
    public NettyTokenTransportBuilder connectTimeout(Duration timeout) {
        requireNonNull(timeout, "timeout");
        return with(limits -> limits.withConnectTimeout(timeout));
    }

    /**
     * Limits the TLS handshake. Default: 10 s.
     *
     * @param timeout 1 ms to 1 h
     * @return a new builder
     */
    public NettyTokenTransportBuilder handshakeTimeout(Duration timeout) {
        requireNonNull(timeout, "timeout");
        return with(limits -> limits.withHandshakeTimeout(timeout));
    }

    /**
     * Limits the silence while an answer is awaited or read; each byte ends it. Default: 10 s.
     *
     * @param timeout 1 ms to 1 h
     * @return a new builder
     */
    public NettyTokenTransportBuilder responseTimeout(Duration timeout) {
        requireNonNull(timeout, "timeout");
        return with(limits -> limits.withResponseTimeout(timeout));
    }

    /**
     * Limits one attempt as a whole, from the name lookup to the last byte. Default: 15 s.
     *
     * @param deadline 1 ms to 1 h
     * @return a new builder
     */
    public NettyTokenTransportBuilder deadline(Duration deadline) {
        requireNonNull(deadline, "deadline");
        return with(limits -> limits.withDeadline(deadline));
    }

    /**
     * Limits the body of an answer. Default: 1 MiB.
     *
     * @param bytes at least 1
     * @return a new builder
     */
    public NettyTokenTransportBuilder maxBody(int bytes) {
        return with(limits -> limits.withMaxBody(bytes));
    }

    /**
     * Limits the status line and the headers of an answer. Default: 8 KiB.
     *
     * @param bytes at least 1024
     * @return a new builder
     */
    public NettyTokenTransportBuilder maxHeaders(int bytes) {
        return with(limits -> limits.withMaxHeaders(bytes));
    }

    /**
     * Keeps connections open for 30 s, in a pool of 4. Default: false, a connection for each request; tokens are asked
     * for too seldom to gain anything, and what a server sends on an idle connection might be taken for an answer.
     *
     * @param keepAlive true for a pool, which {@link NettyTokenTransport#close()} closes
     * @return a new builder
     */
    public NettyTokenTransportBuilder keepAlive(boolean keepAlive) {
        return new NettyTokenTransportBuilder(settings.withKeepAlive(keepAlive));
    }

    /** The first word on the client, for what a test must replace: the name lookup. What must hold is set after it. */
    NettyTokenTransportBuilder client(UnaryOperator<HttpClient> base) {
        return new NettyTokenTransportBuilder(settings.withBase(base));
    }

    /**
     * Returns the transport. Reads the JDK's trust store, unless {@link #trust} replaced it.
     *
     * @return a new transport
     * @throws TokenConfigurationException if a limit cannot work
     * @throws io.reactortoken.TokenCredentialException if there is no password for the proxy
     */
    public NettyTokenTransport build() {
        settings.limits().check();
        settings.proxies().verify();
        return new NettyTokenTransport(settings);
    }

    static TokenConfigurationException refuse(String what, String check) {
        return refuse("H-TRANSPORT", what, check);
    }

    static TokenConfigurationException refuse(String hint, String what, String check) {
        return TokenConfigurationException.of(TokenFailure.of(Code.CFG, what).hint(hint, check), null);
    }

    @Override
    public String toString() {
        return "NettyTokenTransportBuilder[" + settings.limits() + ", keepAlive=" + settings.keepAlive() + "]";
    }
}

package io.reactortoken.replay;

import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

/** How client and API talk. */
public enum Wire {
    HTTP_1(HttpProtocol.HTTP11, false),
    HTTP_1_TLS(HttpProtocol.HTTP11, true),
    HTTP_2_CLEAR(HttpProtocol.H2C, false),
    HTTP_2(HttpProtocol.H2, true);

    private static final HeldCertificate CERTIFICATE = new HeldCertificate.Builder()
            .addSubjectAlternativeName(InetAddress.getLoopbackAddress().getHostAddress())
            .addSubjectAlternativeName("localhost")
            .build();
    private static final HandshakeCertificates TRUST = new HandshakeCertificates.Builder()
            .addTrustedCertificate(CERTIFICATE.certificate())
            .build();

    private final HttpProtocol protocol;
    private final boolean tls;

    Wire(HttpProtocol protocol, boolean tls) {
        this.protocol = protocol;
        this.tls = tls;
    }

    String scheme() {
        return tls ? "https" : "http";
    }

    boolean isMultiplexed() {
        return protocol != HttpProtocol.HTTP11;
    }

    HttpServer server() {
        HttpServer server = HttpServer.create().host("127.0.0.1").protocol(protocol);
        return tls ? server.secure(ssl -> ssl.sslContext(serverContext())) : server;
    }

    /** A client that trusts the servers of this kind, of either protocol. */
    public HttpClient client(HttpClient base) {
        HttpClient client = base.protocol(protocol);
        return tls ? client.secure(ssl -> ssl.sslContext(clientContext())) : client;
    }

    private GenericSslContextSpec<SslContextBuilder> serverContext() {
        return protocol == HttpProtocol.H2
                ? Http2SslContextSpec.forServer(CERTIFICATE.keyPair().getPrivate(), CERTIFICATE.certificate())
                : Http11SslContextSpec.forServer(CERTIFICATE.keyPair().getPrivate(), CERTIFICATE.certificate());
    }

    private GenericSslContextSpec<SslContextBuilder> clientContext() {
        GenericSslContextSpec<SslContextBuilder> spec =
                protocol == HttpProtocol.H2 ? Http2SslContextSpec.forClient() : Http11SslContextSpec.forClient();
        return spec.configure(ssl -> ssl.trustManager(TRUST.trustManager()));
    }
}

package io.reactortoken.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A connection to a fake server, byte by byte. */
final class RawClient implements AutoCloseable {

    static final String REQUEST = "POST /token HTTP/1.1\r\nHost: here\r\nContent-Length: 3\r\n\r\na=1";

    final Socket socket;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
    }

    static RawClient to(FakeAuthorizationServer server) throws IOException {
        return new RawClient(new Socket(InetAddress.getLoopbackAddress(), server.port()));
    }

    static RawClient toTls(FakeAuthorizationServer server, X509Certificate trusted, @Nullable TestIdentity own)
            throws IOException, GeneralSecurityException {
        return new RawClient(
                context(trusted, own).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port()));
    }

    static SSLContext context(X509Certificate trusted, @Nullable TestIdentity own)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("trusted", trusted);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own == null ? new KeyManager[0] : own.keyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads until the server ends its direction. */
    String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    String read(int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

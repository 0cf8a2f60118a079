package io.reactortoken.test;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link FakeAuthorizationServer} does TLS, or fails to.
 *
 * <p>Immutable: every method with an argument returns a new value.
 *
 * @since 0.1.0
 */
public final class FakeTls {

    /** A ServerHello of TLS 1.1: version 3.2, a random of zeros, no session, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA. */
    private static final byte[] HELLO_OF_TLS_1_1 = helloOfTls11();

    private final @Nullable TestIdentity identity;
    private final @Nullable X509Certificate clientAuthority;
    private final String[] protocols;
    private final @Nullable FakeAnswer instead;

    private FakeTls(
            @Nullable TestIdentity identity,
            @Nullable X509Certificate clientAuthority,
            String[] protocols,
            @Nullable FakeAnswer instead) {
        this.identity = identity;
        this.clientAuthority = clientAuthority;
        this.protocols = protocols;
        this.instead = instead;
    }

    /**
     * Shows a certificate: one that clients trust, or one that is expired, for another host, or signed by nobody.
     *
     * @param identity the server's
     * @return TLS 1.2 and 1.3 with it
     */
    public static FakeTls presenting(TestIdentity identity) {
        return new FakeTls(identity, null, new String[] {"TLSv1.3", "TLSv1.2"}, null);
    }

    /**
     * Answers the client's first bytes with bytes that are no handshake, or with none.
     *
     * @param answer for instance {@link FakeFault#silence()}
     * @return no TLS at all
     */
    public static FakeTls insteadOfHandshake(FakeAnswer answer) {
        return new FakeTls(null, null, new String[0], answer);
    }

    /** {@return a server that speaks TLS 1.1 and nothing newer} */
    public static FakeTls outdated() {
        return insteadOfHandshake(FakeAnswer.raw(HELLO_OF_TLS_1_1, 1).ending(FakeAnswer.Ending.SILENCE));
    }

    private static byte[] helloOfTls11() {
        byte[] record = new byte[5 + 4 + 38];
        byte[] start = {22, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2};
        System.arraycopy(start, 0, record, 0, start.length);
        record[record.length - 3] = (byte) 0xc0;
        record[record.length - 2] = 0x13;
        return record;
    }

    /**
     * Demands a client certificate (RFC 8705).
     *
     * @param authority who must have signed it
     * @return a new value
     */
    public FakeTls requiring(X509Certificate authority) {
        return new FakeTls(identity, authority, protocols, instead);
    }

    /**
     * Speaks some versions only.
     *
     * @param protocols names as the JDK has them, for instance {@code TLSv1.2}
     * @return a new value
     */
    public FakeTls protocols(String... protocols) {
        return new FakeTls(identity, clientAuthority, protocols.clone(), instead);
    }

    @Nullable
    FakeAnswer instead() {
        return instead;
    }

    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys = identity == null ? new KeyManager[0] : identity.keyManagers();
            context.init(keys, trustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("the JDK cannot do TLS with this identity", impossible);
        }
    }

    private TrustManager @Nullable [] trustManagers() throws GeneralSecurityException, IOException {
        if (clientAuthority == null) {
            return null;
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("clients", clientAuthority);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }

    SSLSocket serverSide(SSLContext context, Socket socket) throws IOException {
        SSLSocket secured =
                (SSLSocket) context.getSocketFactory().createSocket(socket, "client", socket.getPort(), true);
        secured.setUseClientMode(false);
        secured.setNeedClientAuth(clientAuthority != null);
        secured.setEnabledProtocols(protocols);
        return secured;
    }

    /** Tells what it demands. */
    @Override
    public String toString() {
        return "FakeTls[" + identity + ", client certificate " + (clientAuthority == null ? "no" : "yes") + "]";
    }
}

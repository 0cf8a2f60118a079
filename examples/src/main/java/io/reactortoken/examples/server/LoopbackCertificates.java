package io.reactortoken.examples.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import okhttp3.tls.HeldCertificate;

/** A certificate authority that lives as long as the program, and one certificate of it for the loopback address. */
public final class LoopbackCertificates {

    /** Guards nothing: what the key stores hold is made at start and worth nothing afterwards. */
    public static final String PASSWORD = "loopback";

    private final HeldCertificate authority = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("reactor-token examples CA")
            .build();
    private final HeldCertificate server = new HeldCertificate.Builder()
            .signedBy(authority)
            .commonName("localhost")
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName("127.0.0.1")
            .build();

    /** What clients have to trust. */
    public X509Certificate authority() {
        return authority.certificate();
    }

    KeyStore serverKeyStore() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        Certificate[] chain = {server.certificate(), authority.certificate()};
        store.setKeyEntry("server", server.keyPair().getPrivate(), PASSWORD.toCharArray(), chain);
        return store;
    }

    /** Writes what {@code javax.net.ssl.trustStore} can point at. */
    public void writeTrustStore(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = trustStore();
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    KeyStore trustStore() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setCertificateEntry("ca", authority.certificate());
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD.toCharArray());
        return store;
    }
}

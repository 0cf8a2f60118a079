package io.reactortoken.test;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import okhttp3.tls.HeldCertificate;

/**
 * A certificate with its private key, for a server or a client in a test.
 *
 * <p>Immutable. The key is worth nothing outside the test, and is not shown all the same.
 *
 * @since 0.1.0
 */
public final class TestIdentity {

    private final HeldCertificate held;
    private final List<X509Certificate> chain;

    TestIdentity(HeldCertificate held, List<X509Certificate> chain) {
        this.held = held;
        this.chain = chain;
    }

    /**
     * Makes a certificate that nobody has signed but its own key.
     *
     * @param names host names and addresses; the first is its common name too
     * @return an identity that is valid for a day
     */
    public static TestIdentity selfSigned(String... names) {
        HeldCertificate held = builder(Instant.now(), Duration.ofDays(1), names).build();
        return new TestIdentity(held, List.of(held.certificate()));
    }

    static HeldCertificate.Builder builder(Instant from, Duration lifetime, String... names) {
        HeldCertificate.Builder builder = new HeldCertificate.Builder()
                .commonName(names[0])
                .validityInterval(from.toEpochMilli(), from.plus(lifetime).toEpochMilli());
        for (String name : names) {
            builder.addSubjectAlternativeName(name);
        }
        return builder;
    }

    /** {@return the certificate} */
    public X509Certificate certificate() {
        return held.certificate();
    }

    /** {@return the certificate, and the authority that signed it, if any} */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** {@return the private key} */
    public PrivateKey privateKey() {
        return held.keyPair().getPrivate();
    }

    /** {@return the certificate as a PEM block} */
    public String certificatePem() {
        return held.certificatePem();
    }

    /** {@return the private key as a PEM block in PKCS#8, not encrypted} */
    public String privateKeyPem() {
        return held.privateKeyPkcs8Pem();
    }

    /**
     * Returns a key store in memory, of type PKCS12, with this identity alone.
     *
     * @param password guards the key; it may be empty
     * @return a new key store
     */
    public KeyStore keyStore(char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("identity", privateKey(), password, chain.toArray(new Certificate[0]));
            return store;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("the JDK cannot make a key store", impossible);
        }
    }

    KeyManager[] keyManagers() {
        try {
            char[] password = {};
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keyStore(password), password);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK cannot use its own key store", impossible);
        }
    }

    /** Tells the subject. */
    @Override
    public String toString() {
        return "TestIdentity[" + certificate().getSubjectX500Principal() + "]";
    }
}

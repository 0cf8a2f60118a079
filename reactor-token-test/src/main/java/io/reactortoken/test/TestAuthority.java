package io.reactortoken.test;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okhttp3.tls.HeldCertificate;

/**
 * A certificate authority that lives as long as a test.
 *
 * <p>Thread-safe. Each call makes a new key.
 *
 * @since 0.1.0
 */
public final class TestAuthority {

    private static final Duration DAY = Duration.ofDays(1);

    private final HeldCertificate held;

    private TestAuthority(HeldCertificate held) {
        this.held = held;
    }

    /** {@return a new authority, valid for a day} */
    public static TestAuthority create() {
        return new TestAuthority(TestIdentity.builder(Instant.now(), DAY, "reactor-token test authority")
                .certificateAuthority(0)
                .build());
    }

    /**
     * Signs a certificate for a server, or for a client.
     *
     * @param names host names and addresses; the first is its common name too
     * @return an identity that is valid for a day
     */
    public TestIdentity issue(String... names) {
        return issue(Instant.now(), DAY, names);
    }

    /**
     * Signs a certificate that is valid at other times, for instance no longer.
     *
     * @param from when it begins to be valid
     * @param lifetime for how long
     * @param names host names and addresses; the first is its common name too
     * @return an identity
     */
    public TestIdentity issue(Instant from, Duration lifetime, String... names) {
        HeldCertificate issued =
                TestIdentity.builder(from, lifetime, names).signedBy(held).build();
        return new TestIdentity(issued, List.of(issued.certificate(), certificate()));
    }

    /** {@return its certificate, for whoever is to trust it} */
    public X509Certificate certificate() {
        return held.certificate();
    }

    /** {@return its certificate as a PEM block} */
    public String certificatePem() {
        return held.certificatePem();
    }

    /** Tells the subject. */
    @Override
    public String toString() {
        return "TestAuthority[" + certificate().getSubjectX500Principal() + "]";
    }
}

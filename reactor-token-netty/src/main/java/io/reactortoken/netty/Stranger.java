package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/**
 * Tells a trust manager that checks nothing. It is shown a chain of nobody, for which the interface demands an exception,
 * and the certificate of a stranger: signed by itself, expired in 2001, its key thrown away. One is not enough: a manager
 * that checks nothing may still fail over an empty chain, for instance when it logs whom it trusts.
 */
final class Stranger {

    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBcDCCARegAwIBAgIIbjsA9H8Q4mQwCgYIKoZIzj0EAwIwLTEaMBgGA1UEChMR
            dHJ1c3RlZCBieSBub2JvZHkxDzANBgNVBAMTBm5vYm9keTAeFw0wMTAxMDEwMDAw
            MDBaFw0wMTAxMDIwMDAwMDBaMC0xGjAYBgNVBAoTEXRydXN0ZWQgYnkgbm9ib2R5
            MQ8wDQYDVQQDEwZub2JvZHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATYljUZ
            +mulzgLYUPh8yYwNi5hTeuWA2x8ZBKWUjudK4iItBTlwk2Hu7GmnwTTNmbUDZ0lq
            3EXRFzSu8Mn/dVs4oyEwHzAdBgNVHQ4EFgQUuz6uEHB5TvYywVx9ajADeLNWgkEw
            CgYIKoZIzj0EAwIDRwAwRAIgPANupksSVDZKgY7D2qtLrIXwUNVliFntXrmf1JE8
            Um4CIDquN6ykJYY+47W7exgwFvDw7NSKVFFCkxtnV89mDnPB
            -----END CERTIFICATE-----
            """;

    private Stranger() {}

    static boolean isTrustedBy(X509TrustManager manager) {
        return accepts(manager) || accepts(manager, certificate());
    }

    private static boolean accepts(X509TrustManager manager, X509Certificate... chain) {
        try {
            manager.checkServerTrusted(chain, "ECDHE_ECDSA");
            return true;
        } catch (CertificateException | RuntimeException looksAtIt) {
            return false;
        }
    }

    private static X509Certificate certificate() {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(CERTIFICATE.getBytes(US_ASCII)));
        } catch (CertificateException never) {
            throw new IllegalStateException("this JDK reads no X.509 certificate", never);
        }
    }
}

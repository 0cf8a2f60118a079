package io.reactortoken.netty;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificates in a PEM file. */
final class PemCertificates {

    private PemCertificates() {}

    static List<X509Certificate> read(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw unusable(pem, "holds no certificate");
            }
            return certificates;
        } catch (IOException unreadable) {
            throw unusable(pem, "cannot be read: " + unreadable.getClass().getSimpleName());
        } catch (CertificateException malformed) {
            // its message may quote the file, which may be the wrong one: a key
            throw unusable(pem, "is not a PEM file of certificates");
        }
    }

    private static RuntimeException unusable(Path pem, String why) {
        return NettyTokenTransportBuilder.refuse(
                "the file of trusted authorities " + why + ": " + pem,
                "it holds one or more blocks that begin with -----BEGIN CERTIFICATE-----");
    }
}

package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Certificates in PEM (RFC 7468), among whatever else the text holds: the JDK's reader stops at a key. */
final class PemCertificates {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

    private PemCertificates() {}

    static List<X509Certificate> read(Path pem) {
        try {
            return parse(
                    Files.readAllBytes(pem), why -> unusable("the file of trusted authorities " + why + ": " + pem));
        } catch (IOException unreadable) {
            throw unusable("the file of trusted authorities cannot be read: "
                    + unreadable.getClass().getSimpleName() + ": " + pem);
        }
    }

    static List<X509Certificate> read(byte[] pem) {
        return parse(pem, why -> unusable("the text of trusted authorities " + why));
    }

    /** {@code refusal} makes the exception, from what is wrong: "holds no certificate". */
    static List<X509Certificate> parse(byte[] pem, Function<String, RuntimeException> refusal) {
        String blocks = BLOCK.matcher(new String(pem, ISO_8859_1))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining("\n"));
        if (blocks.isEmpty()) {
            throw refusal.apply("holds no certificate");
        }
        try {
            InputStream in = new ByteArrayInputStream(blocks.getBytes(ISO_8859_1));
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException malformed) {
            // its message may quote the file
            throw refusal.apply("holds a certificate that cannot be read");
        }
    }

    private static RuntimeException unusable(String what) {
        return NettyTokenTransportBuilder.refuse(
                what, "it holds one or more blocks that begin with -----BEGIN CERTIFICATE-----");
    }
}

package io.reactortoken.netty;

import static java.util.Objects.requireNonNull;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a client shows to a server that asks for mutual TLS (RFC 8705): a certificate, those that lead to its authority,
 * and the private key.
 *
 * <p>Immutable, and checked when made: the key is the certificate's, and the certificate has not expired. The key leaves
 * in a handshake and in no other way.
 *
 * @since 0.1.0
 */
public final class ClientCertificate {

    /** R8705-06. */
    private static final Duration SOON = Duration.ofDays(7);

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private ClientCertificate(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    /**
     * Takes what the program has, for instance from a key store.
     *
     * @param chain the client's certificate first
     * @param key the certificate's private key
     * @return a certificate to show
     * @throws TokenCredentialException if the certificate has expired, or the key is another one's
     */
    public static ClientCertificate of(List<X509Certificate> chain, PrivateKey key) {
        requireNonNull(key, "key");
        List<X509Certificate> copy = List.copyOf(chain);
        if (copy.isEmpty()) {
            throw unusable("there is no client certificate", "give the client's own first, then what has signed it");
        }
        ClientCertificate certificate = new ClientCertificate(copy, key);
        certificate.invalidity().ifPresent(invalid -> {
            throw invalid;
        });
        certificate.requireKey();
        return certificate;
    }

    /**
     * Reads two PEM files at once, and blocks for that long.
     *
     * @param chain one or more certificates, the client's first
     * @param key the private key in PKCS#8, not encrypted; it may stand in the same file
     * @return a certificate to show
     * @throws TokenCredentialException if a file cannot be read or used, the certificate has expired, or the key is
     *     another one's
     */
    public static ClientCertificate pem(Path chain, Path key) {
        return PemIdentity.read(chain, key, null);
    }

    /**
     * Reads two PEM files at once, and blocks for that long.
     *
     * @param chain one or more certificates, the client's first
     * @param key the private key in PKCS#8, encrypted; it may stand in the same file
     * @param password opens the key
     * @return a certificate to show
     * @throws TokenCredentialException if a file cannot be read or used, the password is not the key's, the certificate
     *     has expired, or the key is another one's
     */
    public static ClientCertificate pem(Path chain, Path key, Secret password) {
        return PemIdentity.read(chain, key, requireNonNull(password, "password"));
    }

    /** {@return the certificate} */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    List<X509Certificate> chain() {
        return chain;
    }

    PrivateKey key() {
        return key;
    }

    /** {@return a failure with the date, where a server would answer with an alert (R8705-06); empty if it is valid} */
    Optional<TokenCredentialException> invalidity() {
        CertificateFacts facts = new CertificateFacts(certificate());
        String validity = facts.validity();
        return validity.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        unusable("the client certificate is not valid: " + validity, "renew it; " + facts.identity()));
    }

    boolean expiresSoon(Instant now) {
        return certificate().getNotAfter().toInstant().isBefore(now.plus(SOON));
    }

    private void requireKey() {
        try {
            String algorithm = switch (key.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> key.getAlgorithm();
            };
            byte[] sample = certificate().getEncoded();
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(certificate().getPublicKey());
            signature.update(sample);
            if (!signature.verify(signed)) {
                throw new SignatureException();
            }
        } catch (GeneralSecurityException anothers) {
            // its message may say too much of the key
            throw unusable("the private key is not the one of the client certificate", "were both renewed together?");
        }
    }

    static TokenCredentialException unusable(String what, String check) {
        return TokenCredentialException.of(TokenFailure.of(Code.CRD_P, what).hint("H-MTLS", check), null);
    }

    /** Tells subject, issuer and when it expires. */
    @Override
    public String toString() {
        return "ClientCertificate[" + new CertificateFacts(certificate()).identity() + ", expires "
                + CertificateFacts.date(certificate().getNotAfter()) + "]";
    }
}

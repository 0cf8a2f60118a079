package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.reactortoken.credential.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** A certificate and its key in PEM files (RFC 7468). No message quotes a file: the wrong file may be a key. */
final class PemIdentity {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END");
    private static final String CONVERT = "convert it with: openssl pkcs8 -topk8 -in key.pem -out pkcs8.pem";

    private PemIdentity() {}

    static ClientCertificate read(Path chainFile, Path keyFile, @Nullable Secret password) {
        List<X509Certificate> chain = PemCertificates.parse(
                bytes(chainFile),
                why -> ClientCertificate.unusable(
                        "the file of the client certificate " + why + ": " + chainFile,
                        "it holds one or more blocks that begin with -----BEGIN CERTIFICATE-----"));
        String algorithm = chain.get(0).getPublicKey().getAlgorithm();
        return ClientCertificate.of(chain, key(keyFile, algorithm, password));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw ClientCertificate.unusable(
                    "a file of the client certificate cannot be read: " + file,
                    unreadable.getClass().getSimpleName() + "; is it there, and may this process read it?");
        }
    }

    private static PrivateKey key(Path file, String algorithm, @Nullable Secret password) {
        Matcher block = KEY.matcher(new String(bytes(file), ISO_8859_1));
        if (!block.find()) {
            throw ClientCertificate.unusable(
                    "the file of the private key holds none: " + file,
                    "it holds a block that begins with -----BEGIN PRIVATE KEY-----");
        }
        boolean encrypted = block.group(1).equals("ENCRYPTED ");
        if (!encrypted && !block.group(1).isEmpty()) {
            throw ClientCertificate.unusable("the private key is not in PKCS#8: " + file, CONVERT);
        }
        if (encrypted && password == null) {
            throw ClientCertificate.unusable("the private key is encrypted: " + file, "call pem(..) with its password");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(block.group(2));
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(encrypted ? decrypted(der, password) : new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException unusable) {
            String check = encrypted
                    ? "is it the right password, and a key of kind " + algorithm + "?"
                    : "is it a key of kind " + algorithm + ", as the certificate's?";
            throw ClientCertificate.unusable("the private key cannot be read: " + file, check);
        }
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] der, @Nullable Secret password)
            throws GeneralSecurityException, IOException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
        // for PBES2 the name of the whole scheme is that of its parameters
        String scheme = info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13")
                ? info.getAlgParameters().toString()
                : info.getAlgName();
        char[] text = password == null ? new char[0] : password.reveal().toCharArray();
        try {
            SecretKey opener = SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(text));
            Cipher cipher = Cipher.getInstance(scheme);
            cipher.init(Cipher.DECRYPT_MODE, opener, info.getAlgParameters());
            return info.getKeySpec(cipher);
        } finally {
            Arrays.fill(text, '\0');
        }
    }
}

package io.reactortoken.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Four bytes that tell whether two secrets are the same (TM-33). */
final class Fingerprint {

    private static final String HMAC = "HmacSHA256";
    private static final int BYTES = 4;
    private static final String PURPOSE = "reactor-token doctor fingerprint 1\n";

    private Fingerprint() {}

    /** Made when it is first used, on a thread that may block: entropy may have to be waited for. */
    private static final class Key {

        static final SecretKeySpec OF_THIS_PROCESS = make();

        private Key() {}

        private static SecretKeySpec make() {
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            return new SecretKeySpec(key, HMAC);
        }
    }

    /** Under a key that nobody has: it says changed or not changed, and nothing can be guessed from it. */
    static String ofThisProcess(String secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(Key.OF_THIS_PROCESS);
            return shorten(mac.doFinal(secret.getBytes(UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JVM has " + HMAC, missing);
        }
    }

    /** Without a key: a weak secret can be guessed from it. */
    static String comparable(String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return shorten(digest.digest((PURPOSE + secret).getBytes(UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JVM has SHA-256", missing);
        }
    }

    private static String shorten(byte[] digest) {
        return HexFormat.of().formatHex(digest, 0, BYTES);
    }
}

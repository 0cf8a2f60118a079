package io.reactortoken.secrets.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.secrets.testing.Loopback.Request;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AWS Signature Version 4, as a service checks it: the signature of a request, computed anew from what arrived. */
final class SignatureV4 {

    private static final Pattern AUTHORIZATION =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/([0-9]{8})/([^/]+)/([^/]+)/aws4_request, "
                    + "SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");

    private final String keyId;
    private final String secretKey;

    SignatureV4(String keyId, String secretKey) {
        this.keyId = keyId;
        this.secretKey = secretKey;
    }

    /** Whether the request is signed with the key, for this service in this region. */
    boolean signs(Request request, String region, String service) {
        Matcher parts = AUTHORIZATION.matcher(request.header("Authorization").orElse(""));
        if (!parts.matches()
                || !parts.group(1).equals(keyId)
                || !parts.group(3).equals(region)
                || !parts.group(4).equals(service)) {
            return false;
        }
        String scope = parts.group(2) + "/" + region + "/" + service + "/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n" + request.header("X-Amz-Date").orElse("") + "\n" + scope + "\n"
                + canonical(request, parts.group(5));
        byte[] key = ("AWS4" + secretKey).getBytes(UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign)).equals(parts.group(6));
    }

    private static String canonical(Request request, String signedHeaders) {
        StringBuilder canonical = new StringBuilder(request.method() + "\n" + request.target() + "\n\n");
        for (String name : signedHeaders.split(";", -1)) {
            canonical
                    .append(name)
                    .append(':')
                    .append(request.header(name).orElse("").strip())
                    .append('\n');
        }
        return hash(canonical + "\n" + signedHeaders + "\n" + hash(request.body()));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package io.reactortoken;

/** The alphabet of a token: VSCHAR, but for the space (RFC 6749 appendix A.12, RFC 6750 section 2.1). */
final class TokenText {

    private TokenText() {}

    /**
     * Refuses what would be another header line, or nothing at all, on the wire. Our own check, made first: the client
     * libraries do not validate every header they write (R6749-32, TE-051).
     */
    static String requireVisibleAscii(String text, String what) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(what + " is empty");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                throw new IllegalArgumentException(String.format(
                        "%s holds U+%04X at index %d; only visible ASCII may stand there", what, (int) c, i));
            }
        }
        return text;
    }
}

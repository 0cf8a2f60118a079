package io.reactortoken.oauth2.internal.answer;

import io.reactortoken.FailureKind;
import io.reactortoken.oauth2.internal.body.Malformed;

/**
 * Whether the access token may stand in a header (RFC 6749 appendix A.12, RFC 6750 section 2.1). Checked before any
 * HTTP library sees it. Messages tell position and code point, never the text.
 */
final class TokenText {

    private static final int LARGE = 7 * 1024;
    /** What decoding leaves in place of bytes that are no character. */
    private static final int REPLACEMENT = 0xfffd;

    private TokenText() {}

    static void requireUsable(ResponseMembers members) {
        String text = members.accessToken;
        if (text.isEmpty()) {
            throw Malformed.of(
                    FailureKind.MISSING, members.names.noAccessToken(), members.names.hintId(), members.names.hint());
        }
        for (int i = 0; i < text.length(); i++) {
            int c = text.codePointAt(i);
            if (c <= ' ' || c >= 0x7f) {
                throw unusable(text, c, i);
            }
        }
    }

    private static Malformed unusable(String text, int c, int index) {
        if (c == REPLACEMENT) {
            return Malformed.of(
                    FailureKind.ENCODING,
                    "the access_token cannot be used: it is not UTF-8 at index " + index,
                    Malformed.OWNER);
        }
        String sort = c == ' ' ? "a space" : Character.isISOControl(c) ? "a control character" : "a character";
        String what = String.format("the access_token cannot be used: %s U+%04X at index %d", sort, c, index);
        return text.regionMatches(true, 0, "Bearer ", 0, 7)
                ? Malformed.of(
                        FailureKind.BAD_CHAR,
                        what,
                        "H-PREFIX",
                        "it starts with 'Bearer ', which belongs into token_type")
                : Malformed.of(FailureKind.BAD_CHAR, what, Malformed.OWNER);
    }

    static boolean isLarge(String token) {
        return token.length() > LARGE;
    }

    /** RFC 6750 section 2.1: {@code b64token}. */
    static boolean isB64Token(String token) {
        int end = token.length();
        while (end > 1 && token.charAt(end - 1) == '=') {
            end--;
        }
        return token.chars().limit(end).allMatch(TokenText::isB64);
    }

    private static boolean isB64(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~+/".indexOf(c) >= 0;
    }
}

package io.reactortoken.credential;

/**
 * What is no part of a secret at its beginning or end. A table of our own: {@link String#strip()} leaves the no-break
 * space, the zero-width space and the byte order mark where they are (CS-03).
 */
final class Edges {

    private Edges() {}

    static String trim(String text) {
        int start = 0;
        while (start < text.length() && isBlank(text.charAt(start))) {
            start++;
        }
        int end = text.length();
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** All of them are in the Basic Multilingual Plane. */
    private static boolean isBlank(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || (c >= '\u200B' && c <= '\u200D')
                || c == '\u2060'
                || c == '\uFEFF';
    }
}

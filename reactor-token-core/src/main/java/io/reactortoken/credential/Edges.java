package io.reactortoken.credential;

import java.util.stream.Collectors;

/**
 * What is no part of a secret at its beginning or end. A table of our own: {@link String#strip()} leaves the no-break
 * space, the zero-width space and the byte order mark where they are (CS-03).
 */
final class Edges {

    private static final int MOST_SHOWN = 4;

    private Edges() {}

    static String trim(String text) {
        int start = start(text);
        return text.substring(start, end(text, start));
    }

    /** What {@link #trim} cuts off, as code points: these, at least, are no secret. */
    static String cutOff(String text) {
        int start = start(text);
        String cut = text.substring(0, start) + text.substring(end(text, start));
        String shown = cut.chars()
                .limit(MOST_SHOWN)
                .mapToObj(c -> String.format("U+%04X", c))
                .collect(Collectors.joining(" "));
        return cut.length() > MOST_SHOWN ? shown + " .." : shown;
    }

    private static int start(String text) {
        int start = 0;
        while (start < text.length() && isBlank(text.charAt(start))) {
            start++;
        }
        return start;
    }

    private static int end(String text, int start) {
        int end = text.length();
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return end;
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

package io.reactortoken.cli;

import java.util.ArrayList;
import java.util.List;

/** Text for a terminal of 80 columns. */
final class Text {

    static final int WIDTH = 80;

    private Text() {}

    /**
     * Breaks a text at its spaces.
     *
     * @param first what stands before the first line
     * @param text one line
     * @param indent how far the other lines are moved in
     * @return lines; a word that is longer than a line has one of its own
     */
    static List<String> wrap(String first, String text, int indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean fresh = true;
        for (String word : text.split(" ", -1)) {
            if (!fresh && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(indent));
                fresh = true;
            }
            line.append(fresh ? "" : " ").append(word);
            fresh = false;
        }
        lines.add(line.toString());
        return lines;
    }

    /** What a server sent, as a terminal may show it: no escape sequence, no line that it did not have. */
    static String visible(String received) {
        StringBuilder visible = new StringBuilder();
        received.codePoints().forEach(c -> visible.appendCodePoint(isVisible(c) ? c : '?'));
        return visible.toString();
    }

    private static boolean isVisible(int c) {
        int type = Character.getType(c);
        return c == '\t'
                || !(Character.isISOControl(c)
                        || type == Character.FORMAT
                        || type == Character.SURROGATE
                        || type == Character.LINE_SEPARATOR
                        || type == Character.PARAGRAPH_SEPARATOR);
    }
}

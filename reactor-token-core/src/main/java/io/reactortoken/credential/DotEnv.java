package io.reactortoken.credential;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The text of a {@code .env} file (CS-06): {@code NAME=value} a line, and no line says anything about another.
 *
 * <p>A line may begin with {@code export}; white space around the name, the equals sign and the value does not count. A
 * value without quotes ends at the end of the line, or at white space and {@code #}. In single quotes everything stands
 * for itself. In double quotes {@code \n}, {@code \r}, {@code \t}, {@code \\}, {@code \"} and {@code \$} are escapes. Both
 * kinds of quotes may span lines. Nothing is expanded: {@code $OTHER} is a dollar sign and a name. Of two lines with one
 * name the last counts. Total: every text is read, or refused with the number of the line.
 */
final class DotEnv {

    private final String text;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> duplicates = new TreeSet<>();
    private int at;
    private int line = 1;

    private DotEnv(String text) {
        this.text = text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** A line that cannot be read. */
    static final class MalformedLine extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedLine(int line, String what) {
            super("line " + line + " " + what, null, false, false);
        }
    }

    static DotEnv parse(String text) {
        DotEnv parsed = new DotEnv(text.startsWith("\uFEFF") ? text.substring(1) : text);
        while (parsed.at < parsed.text.length()) {
            parsed.readLine();
        }
        return parsed;
    }

    Map<String, String> values() {
        return values;
    }

    /** The names that were given more than once. */
    Set<String> duplicates() {
        return duplicates;
    }

    private void readLine() {
        skipBlanks();
        if (!atEndOfLine() && peek() != '#') {
            String name = name();
            skipBlanks();
            String value = value();
            if (values.put(name, value) != null) {
                duplicates.add(name);
            }
        }
        skipComment();
    }

    private String name() {
        String name = word();
        skipBlanks();
        if (name.equals("export") && !atEndOfLine() && peek() != '=') {
            name = word();
            skipBlanks();
        }
        if (name.isEmpty() || atEndOfLine() || peek() != '=') {
            throw new MalformedLine(line, "is not NAME=value");
        }
        at++;
        return name;
    }

    private String word() {
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isNamePart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_.-".indexOf(c) >= 0;
    }

    private String value() {
        if (atEndOfLine()) {
            return "";
        }
        char quote = peek();
        return quote == '"' || quote == '\'' ? quoted(quote) : unquoted();
    }

    private String unquoted() {
        int start = at;
        while (!atEndOfLine() && !(peek() == '#' && isBlank(text.charAt(at - 1)))) {
            at++;
        }
        return Edges.trim(text.substring(start, at));
    }

    private String quoted(char quote) {
        int opened = line;
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && peek() != quote) {
            if (peek() == '\n') {
                line++;
            }
            value.append(quote == '"' && peek() == '\\' ? escape() : peek());
            at++;
        }
        if (at == text.length()) {
            throw new MalformedLine(opened, "opens a quote that is never closed");
        }
        at++;
        skipBlanks();
        if (!atEndOfLine() && peek() != '#') {
            throw new MalformedLine(line, "goes on after the closing quote");
        }
        return value.toString();
    }

    /** What stands for itself after a backslash, keeps it. */
    private String escape() {
        if (at + 1 == text.length()) {
            return "\\";
        }
        char next = text.charAt(at + 1);
        int known = "nrt\\\"$".indexOf(next);
        if (known < 0) {
            return "\\";
        }
        at++;
        return String.valueOf("\n\r\t\\\"$".charAt(known));
    }

    private char peek() {
        return text.charAt(at);
    }

    private boolean atEndOfLine() {
        return at == text.length() || peek() == '\n';
    }

    private void skipBlanks() {
        while (!atEndOfLine() && isBlank(peek())) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private void skipComment() {
        while (!atEndOfLine()) {
            at++;
        }
        at++;
        line++;
    }
}

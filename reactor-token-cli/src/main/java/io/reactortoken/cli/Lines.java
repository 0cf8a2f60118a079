package io.reactortoken.cli;

import io.reactortoken.TokenException;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** Lines for people: a name and a value, or what went wrong. */
final class Lines {

    private static final int NAME = 9;

    private final PrintWriter out;
    private final Ansi ansi;

    Lines(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    void value(String name, String value) {
        String padded = String.format(Locale.ROOT, "%-" + NAME + "s ", name);
        Text.wrap(padded, value, NAME + 1).forEach(out::println);
    }

    void error(TokenException error) {
        problem("error", error.failure().message());
        String hint = error.failure().hintId();
        if (!hint.isEmpty()) {
            out.println("       read docs/errors.md#" + hint.toLowerCase(Locale.ROOT));
        }
    }

    /** A word in red, if there are colours, and a text beside it. */
    void problem(String word, String text) {
        String first = word + ": ";
        for (String line : Text.wrap(first, text, first.length())) {
            out.println(line.startsWith(first) ? styled(word) + line.substring(word.length()) : line);
        }
    }

    private String styled(String word) {
        return ansi.enabled() ? Style.fg_red.on() + Style.bold.on() + word + Style.reset.on() : word;
    }
}

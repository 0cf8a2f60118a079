package io.reactortoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The findings of each fault, as people read them, in one file. Written anew with {@code -Derrors.write=true}. */
final class Golden {

    private static final Path FILE = Path.of("src", "test", "resources", "findings.txt");
    private static final String HEAD = "== ";

    private final Map<String, String> expected = read();
    private final Map<String, String> seen = new LinkedHashMap<>();

    static boolean writes() {
        return Boolean.getBoolean("errors.write");
    }

    private static Map<String, String> read() {
        Map<String, String> sections = new LinkedHashMap<>();
        try {
            for (String section : Files.readString(FILE).split("(?m)^" + HEAD, -1)) {
                int end = section.indexOf('\n');
                if (end > 0) {
                    sections.put(section.substring(0, end), section.substring(end + 1));
                }
            }
        } catch (IOException missing) {
            if (!writes()) {
                throw new UncheckedIOException(missing);
            }
        }
        return sections;
    }

    /** Compares, or remembers it for the file. */
    void check(String name, String findings) {
        String fixed = Fixed.values(findings) + "\n";
        seen.put(name, fixed);
        if (!writes()) {
            assertThat(fixed).as("write it anew with -Derrors.write=true").isEqualTo(expected.get(name));
        }
    }

    /** Nothing is in the file that is not seen any more. */
    void end() throws IOException {
        if (writes()) {
            StringBuilder file = new StringBuilder();
            seen.forEach((name, findings) ->
                    file.append(HEAD).append(name).append('\n').append(findings));
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, file);
        } else {
            assertThat(seen.keySet()).containsExactlyElementsOf(expected.keySet());
        }
    }
}

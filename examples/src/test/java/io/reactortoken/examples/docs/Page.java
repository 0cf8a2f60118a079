package io.reactortoken.examples.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param file where it is, from the root
 * @param text all of it
 */
record Page(Path file, String text) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    /** README.md and its like, and all of docs/. */
    static Stream<Page> all() throws IOException {
        try (Stream<Path> top = Files.list(Project.ROOT);
                Stream<Path> docs = Files.walk(Project.ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(Project.ROOT::relativize)
                    .sorted()
                    .map(Page::of)
                    .toList()
                    .stream();
        }
    }

    static Page of(Path file) {
        try {
            return new Page(file, Files.readString(Project.ROOT.resolve(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fenced blocks in a language. */
    List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** What is in no fenced block. */
    String prose() {
        return BLOCK.matcher(text).replaceAll("");
    }

    @Override
    public String toString() {
        return file.toString();
    }
}

package io.reactortoken.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users can see has Javadoc. Whether it is complete, doclint says when the Javadoc is made (-Prelease). */
@DisplayName("the share of the API that has Javadoc")
class ApiDocsTest {

    @Test
    @DisplayName("is 100 % of the types, methods and fields")
    void all() throws Exception {
        // when
        ApiDocs docs = ApiDocs.of(sources());
        // then
        System.out.printf(
                "release: Javadoc of %d types, %d methods, %d fields; missing: %d%n",
                docs.types, docs.methods, docs.fields, docs.missing.size());
        assertThat(docs.missing).isEmpty();
        assertThat(docs.methods).isGreaterThan(500);
    }

    @Test
    @DisplayName("counts what is missing: a type, a method of an interface, a protected one, a compact constructor")
    void findsWhatIsMissing(@TempDir Path directory) throws Exception {
        // given
        Path file = Files.writeString(directory.resolve("A.java"), """
                public interface A {
                    void bare();
                    /** Has some. */
                    void told();
                    @Override String toString();
                    /** A record. */
                    record R(int x) { public R {} int hidden() { return 1; } }
                    /** A class. */
                    class C { protected void bareToo() {} private void own() {} static class Unseen { public void no() {} } }
                }
                """);
        // when
        ApiDocs docs = ApiDocs.of(List.of(file));
        // then
        assertThat(docs.missing).containsExactly("A.java: <init>", "A.java: A", "A.java: bare", "A.java: bareToo");
        assertThat(docs.methods).isEqualTo(4);
    }

    private static List<Path> sources() throws Exception {
        List<Path> sources = new ArrayList<>();
        for (Module module : Module.published()) {
            try (Stream<Path> files = Files.walk(module.sources())) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.toString().contains("/internal/"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }
}

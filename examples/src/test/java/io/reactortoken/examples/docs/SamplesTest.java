package io.reactortoken.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each sample in each page is one that the compiler, or a parser, has read. */
class SamplesTest {

    private static final int SAMPLES_AT_LEAST = 25;

    private static final Project PROJECT = Project.read();

    static Stream<Page> pages() throws IOException {
        return Page.all();
    }

    private boolean isCompiled(List<String> sample) {
        return PROJECT.sources().stream().anyMatch(source -> Collections.indexOfSubList(source, sample) >= 0);
    }

    private static Stream<List<String>> javaSamples(Page page) {
        return page.blocks("java").stream().map(Project::lines);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyJavaBlockStandsInASource(Page page) {
        assertThat(javaSamples(page).filter(sample -> !isCompiled(sample)))
                .as("samples whose lines do not stand, one after the other, in a source")
                .isEmpty();
    }

    @Test
    void aChangeOfAnyLineOfAnyBlockIsFound() throws IOException {
        // given
        List<List<String>> samples = pages().flatMap(SamplesTest::javaSamples).toList();
        assertThat(samples).hasSizeGreaterThan(SAMPLES_AT_LEAST);
        for (List<String> sample : samples) {
            for (int i = 0; i < sample.size(); i++) {
                // when
                List<String> changed = new ArrayList<>(sample);
                changed.set(i, sample.get(i) + "?");
                // then
                assertThat(isCompiled(changed)).as("%s", changed).isFalse();
            }
        }
    }

    /** Indented or without a language, Java would pass by the check above. */
    @ParameterizedTest
    @MethodSource("pages")
    void noJavaStandsOutsideOfAJavaBlock(Page page) {
        assertThat(page.prose().lines().filter(line -> line.startsWith("    ") && line.endsWith(";")))
                .isEmpty();
        assertThat(page.blocks("")).allSatisfy(block -> assertThat(block).doesNotContainPattern("(?m);$"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyXmlBlockCanBeRead(Page page) {
        for (String block : page.blocks("xml")) {
            assertThatCode(() -> Project.parse(block)).as(block).doesNotThrowAnyException();
            assertThat(Project.xpath(block, "//dependency[groupId='io.reactortoken']/artifactId"))
                    .isSubsetOf(PROJECT.artifacts());
            assertThat(Project.xpath(block, "//dependency[groupId='io.reactortoken']/version"))
                    .isSubsetOf(PROJECT.versions());
        }
    }
}

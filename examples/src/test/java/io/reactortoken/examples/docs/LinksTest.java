package io.reactortoken.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links inside the documentation lead somewhere, and every page can be found. */
class LinksTest {

    private static final Path README = Path.of("README.md");

    static Stream<Page> pages() throws IOException {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFileAndAHeading(Page page) {
        assertThat(Links.in(page)).allSatisfy(link -> assertThat(link.problem()).isEmpty());
    }

    @Test
    void everyPageOfDocsIsReachedFromTheReadme() throws IOException {
        // given
        Set<Path> reached = new TreeSet<>(Set.of(README));
        Deque<Path> next = new ArrayDeque<>(reached);
        // when
        while (!next.isEmpty()) {
            for (Links.Link link : Links.in(Page.of(next.remove()))) {
                if (link.file().toString().endsWith(".md") && reached.add(link.file())) {
                    next.add(link.file());
                }
            }
        }
        // then
        assertThat(pages().map(Page::file)).isNotEmpty().allMatch(reached::contains);
    }

    @Test
    void everyPictureIsShownAndCanBeReadOnAnyBackground() throws IOException {
        // given
        Set<Path> shown = new TreeSet<>();
        pages().flatMap(page -> Links.in(page).stream()).forEach(link -> shown.add(link.file()));
        // then
        try (Stream<Path> files = Files.list(Project.ROOT.resolve("docs/images"))) {
            assertThat(files).isNotEmpty().allSatisfy(file -> {
                assertThat(shown).contains(Project.ROOT.relativize(file));
                String picture = Files.readString(file);
                assertThat(Project.xpath(picture, "/svg/title")).hasSize(1);
                assertThat(Project.xpath(picture, "/svg/*[3][self::rect]/@fill"))
                        .containsExactly("#ffffff");
                assertThat(picture).doesNotContain("href", "<script", "<style");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[gone](docs/gone.md)",
                "[gone](docs/errors.md#gone)",
                "[gone](#gone)",
                "![gone](docs/images/gone.svg)",
                "[gone][id]\n\n[id]: docs/gone.md",
                "<img src=\"docs/images/gone.svg\">"
            })
    void aLinkThatLeadsNowhereIsFound(String text) {
        assertThat(Links.in(new Page(README, "# Here\n\n" + text)))
                .singleElement()
                .satisfies(link -> assertThat(link.problem()).get().asString().contains("gone"));
    }

    @Test
    void headingsThatOccurTwiceHaveANumber() {
        Page page =
                new Page(README, "# A, b `c`!\n## D\n## D\n[1](#a-b-c) [2](#d) [3](#d-1) [4](#d-2)\n```\n# E\n```\n");
        assertThat(Links.anchors(page)).containsExactlyInAnyOrder("a-b-c", "d", "d-1");
        assertThat(Links.in(page))
                .filteredOn(link -> link.problem().isPresent())
                .hasSize(1);
    }
}

package io.reactortoken.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the list of what is published")
class PublishedModulesTest {

    @Test
    @DisplayName("what is no part of the library is not published")
    void onlyTheLibraryIsPublished() throws Exception {
        assertThat(Module.published())
                .extracting(Module::artifactId)
                .allMatch(name -> name.startsWith("reactor-token-"))
                .contains("reactor-token-core", "reactor-token-cli")
                .doesNotContain("reactor-token-leaks", "reactor-token-benchmarks", "reactor-token-secrets-testing");
    }

    @Test
    @DisplayName("the BOM lists every published module in the version of the BOM, and nothing else")
    void theBomListsEveryPublishedModule() throws Exception {
        Pom bom = Pom.read(Module.ROOT.resolve("reactor-token-bom/pom.xml"));
        List<Pom> listed = bom.all("dependencyManagement/dependencies/dependency");
        assertThat(listed)
                .extracting(entry -> entry.text("artifactId"))
                .containsExactlyInAnyOrderElementsOf(artifactIds());
        assertThat(listed).extracting(entry -> entry.text("groupId")).containsOnly("io.reactortoken");
        assertThat(listed).extracting(entry -> entry.text("version")).containsOnly("${project.version}");
    }

    @Test
    @DisplayName("this module depends on all of it, so that it looks at what was built before it")
    void thisModuleComesAfterAllOfThem() throws Exception {
        assertThat(Pom.read(Path.of("pom.xml")).all("dependencies/dependency"))
                .filteredOn(entry -> !entry.text("type").equals("pom"))
                .extracting(entry -> entry.text("artifactId"))
                .containsExactlyInAnyOrderElementsOf(artifactIds());
    }

    private static List<String> artifactIds() throws Exception {
        return Module.published().stream().map(Module::artifactId).toList();
    }
}

package io.reactortoken.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("staged")
@DisplayName("what is staged")
class StagedTest {

    private static final String BOM = "reactor-token-bom";

    private static Map<String, Staged> staged = Map.of();

    @BeforeAll
    static void look() throws Exception {
        staged = Staged.all();
    }

    private static Staged staged(String artifactId) {
        return Optional.ofNullable(staged.get(artifactId)).orElseThrow();
    }

    @Test
    @DisplayName("is what is published, and nothing else: no leak oracle, no benchmark, no parent")
    void onlyWhatIsPublished() throws Exception {
        List<String> published = new ArrayList<>(List.of(BOM));
        Module.published().forEach(module -> published.add(module.artifactId()));
        assertThat(staged.keySet()).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    @DisplayName("has classes, sources, Javadoc, a POM and an SBOM of each module")
    void hasEachFile() throws Exception {
        assertThat(staged(BOM).files()).containsOnlyKeys(".pom", "-cyclonedx.json");
        for (Module module : Module.published()) {
            Staged artifact = staged(module.artifactId());
            assertThat(artifact.files())
                    .containsOnlyKeys(".jar", "-sources.jar", "-javadoc.jar", ".pom", "-cyclonedx.json");
            assertThat(artifact.entries(".jar")).anyMatch(name -> name.endsWith(".class"));
            assertThat(artifact.entries("-sources.jar")).anyMatch(name -> name.endsWith(".java"));
            assertThat(artifact.entries("-javadoc.jar")).contains("index.html");
        }
    }

    @Test
    @DisplayName("has what Maven Central asks of a POM and is known: coordinates, name, description, license")
    void hasWhatARepositoryAsksFor() throws Exception {
        for (Staged artifact : staged.values()) {
            Pom pom = artifact.pom();
            for (String asked : List.of("groupId", "artifactId", "version", "name", "description")) {
                assertThat(pom.text(asked))
                        .as(artifact.artifactId() + ": " + asked)
                        .isNotEmpty();
            }
            assertThat(pom.text("licenses/license/name")).isEqualTo("Apache-2.0");
            assertThat(pom.text("licenses/license/url")).startsWith("https://");
        }
    }

    @Test
    @DisplayName("has no parent, no dependency of scope test, no exclusion, and nothing that is not published")
    void hasNothingOfTheBuild() throws Exception {
        for (Staged artifact : staged.values()) {
            Pom pom = artifact.pom();
            assertThat(pom.has("parent") || pom.has("build") || pom.has("profiles"))
                    .as(artifact.artifactId())
                    .isFalse();
            List<Pom> dependencies = new ArrayList<>(pom.all("dependencies/dependency"));
            dependencies.addAll(pom.all("dependencyManagement/dependencies/dependency"));
            assertThat(dependencies).as(artifact.artifactId()).isNotEmpty().allSatisfy(StagedTest::isForUsers);
        }
    }

    private static void isForUsers(Pom dependency) {
        String name = dependency.text("artifactId");
        assertThat(dependency.text("version")).as(name).isNotEmpty().doesNotContain("$");
        assertThat(dependency.text("scope")).as(name).isIn("", "compile", "runtime");
        assertThat(dependency.has("exclusions")).as(name).isFalse();
        if (dependency.text("groupId").equals("io.reactortoken")) {
            assertThat(staged).containsKey(name);
        }
    }

    @Test
    @DisplayName("has an SBOM that names what the POM needs, and nothing of the tests")
    void theSbomNamesWhatIsNeeded() throws Exception {
        for (Module module : Module.published()) {
            Staged artifact = staged(module.artifactId());
            String sbom = Files.readString(artifact.file("-cyclonedx.json"));
            assertThat(sbom)
                    .contains("\"bomFormat\" : \"CycloneDX\"")
                    .doesNotContain("leaks", "archunit", "blockhound");
            for (Pom dependency : artifact.pom().all("dependencies/dependency")) {
                assertThat(sbom)
                        .as(module.artifactId())
                        .contains("pkg:maven/" + dependency.text("groupId") + "/" + dependency.text("artifactId") + "@"
                                + dependency.text("version"));
            }
        }
    }
}

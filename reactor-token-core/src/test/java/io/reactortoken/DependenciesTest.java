package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** What a user gets along with each module, as its POM says. */
class DependenciesTest {

    private static final Path ROOT = Path.of("..");
    private static final Set<String> CLOUDS =
            Set.of("software.amazon.awssdk", "com.amazonaws", "com.azure", "com.google.cloud", "com.bettercloud");

    /** Whether users of the module get it. */
    private record Dependency(String group, String artifact, boolean passedOn) {}

    private static Element parse(Path pom) throws IOException {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getDocumentElement();
        } catch (SAXException | ParserConfigurationException unreadable) {
            throw new IOException("unreadable " + pom, unreadable);
        }
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node at = parent.getFirstChild(); at != null; at = at.getNextSibling()) {
            if (at instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static String text(Element parent, String name) {
        return children(parent, name).stream()
                .findFirst()
                .map(element -> element.getTextContent().strip())
                .orElse("");
    }

    private static List<Dependency> dependencies(Path module) throws IOException {
        return children(parse(module.resolve("pom.xml")), "dependencies").stream()
                .flatMap(all -> children(all, "dependency").stream())
                .map(one -> new Dependency(
                        text(one, "groupId"),
                        text(one, "artifactId"),
                        Set.of("", "compile", "runtime").contains(text(one, "scope"))
                                && !text(one, "optional").equals("true")))
                .toList();
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT, 2)) {
            return all.filter(path -> Files.exists(path.resolve("pom.xml")) && Files.isDirectory(path.resolve("src")))
                    .filter(path -> ROOT.relativize(path).toString().startsWith("reactor-token-"))
                    .toList();
        }
    }

    @Test
    @DisplayName("TM-38: core brings Reactor, a JSON parser, a cache and annotations, and nothing else")
    void coreBringsFour() throws IOException {
        assertThat(dependencies(Path.of("")))
                .filteredOn(Dependency::passedOn)
                .extracting(Dependency::artifact)
                .containsExactlyInAnyOrder("reactor-core", "jackson-core", "caffeine", "jspecify");
    }

    @Test
    @DisplayName("TM-38: the SDK of a cloud comes with the module of its own secrets, and with no other")
    void cloudsAreApart() throws IOException {
        Set<String> bringing = new TreeSet<>();
        Set<String> clouds = new TreeSet<>();
        for (Path module : modules()) {
            for (Dependency dependency : dependencies(module)) {
                if (CLOUDS.contains(dependency.group())) {
                    bringing.add(ROOT.relativize(module).toString().replace('\\', '/'));
                    clouds.add(module.getFileName() + " " + dependency.group());
                }
            }
        }
        assertThat(bringing).containsExactly("reactor-token-secrets/aws", "reactor-token-secrets/azure");
        assertThat(clouds).containsExactly("aws software.amazon.awssdk", "azure com.azure");
    }

    @Test
    @DisplayName("TM-38: no module brings a module of secrets along, and none the test kit")
    void modulesAreApart() throws IOException {
        for (Path module : modules()) {
            if (!module.endsWith(Path.of("reactor-token-secrets", "testing"))) {
                assertThat(dependencies(module))
                        .as(module.toString())
                        .filteredOn(Dependency::passedOn)
                        .extracting(Dependency::artifact)
                        .noneMatch(artifact ->
                                artifact.startsWith("reactor-token-secrets") || artifact.equals("reactor-token-test"));
            }
        }
        assertThat(modules()).hasSizeGreaterThan(7);
    }
}

package io.reactortoken.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the reports of a test run")
class TestReportsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path root = Path.of("");

    private Path module = Path.of("");

    @BeforeEach
    void aModule() throws IOException {
        module = root.resolve("module");
        write("pom.xml", "<project/>", NOW);
        Files.createDirectories(module.resolve("src/test/java"));
    }

    private void write(String name, String text, Instant time) throws IOException {
        Path file = module.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private void report(String cases) throws IOException {
        write("target/surefire-reports/TEST-a.xml", "<testsuite>" + cases + "</testsuite>", NOW);
    }

    private Map<String, Set<String>> shown() throws IOException {
        return TestReports.shown(TestReports.below(root));
    }

    @Test
    @DisplayName("name the rows of the tests that passed")
    void passes() throws IOException {
        report("<testcase classname='a.b.One' name='TE-999, CF-998: ok'/>"
                + "<testcase classname='a.b.Two$Inner' name='all &quot;TE-999[1]: ok&quot;'/>");
        assertThat(shown()).isEqualTo(Map.of("TE-999", Set.of("One", "Inner"), "CF-998", Set.of("One")));
    }

    @Test
    @DisplayName("show nothing of a row that failed, had an error or was skipped in any test")
    void failures() throws IOException {
        String one = "<testcase classname='a.One' name='%s'>%s</testcase>";
        report(one.formatted("TE-999", "")
                + one.formatted("TE-999 again", "<failure/>")
                + one.formatted("TE-998", "<error/>")
                + one.formatted("TE-997", "<skipped/>"));
        assertThat(shown()).isEmpty();
    }

    @Test
    @DisplayName("are found in modules of modules, too")
    void nested() throws IOException {
        module = root.resolve("modules/nested");
        write("pom.xml", "<project/>", NOW);
        Files.createDirectories(module.resolve("src/test/java"));
        report("<testcase classname='One' name='TE-999: ok'/>");
        assertThat(shown()).containsOnlyKeys("TE-999");
    }

    @Test
    @DisplayName("are of now if nothing was compiled since")
    void isOfNow() throws IOException {
        List<TestReports> modules = TestReports.below(root);
        assertThat(modules)
                .singleElement()
                .satisfies(it -> assertThat(it.isOfNow()).isFalse());
        report("");
        write("target/test-classes/A.class", "", NOW.minusSeconds(1));
        assertThat(modules.get(0).isOfNow()).isTrue();
        write("target/test-classes/B.class", "", NOW.plusSeconds(1));
        assertThat(modules.get(0).isOfNow()).isFalse();
    }
}

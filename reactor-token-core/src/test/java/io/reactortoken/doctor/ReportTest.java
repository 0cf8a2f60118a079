package io.reactortoken.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The report as a value: what programs read, and where its findings point to. */
class ReportTest {

    @Test
    @DisplayName("D-13 JSON holds what the report holds")
    void writesJson() {
        Report report = Patient.refused().report();
        JsonNode json = JsonMapper.builder().build().readTree(report.toJson());
        assertThat(json.propertyNames()).containsExactly("at", "client", "healthy", "findings", "sections", "leftOut");
        assertThat(json.get("healthy").asBoolean()).isFalse();
        assertThat(json.get("at").asString()).isEqualTo("2030-01-01T00:00:00Z");
        JsonNode finding = json.get("findings").get(0);
        assertThat(finding.get("hint").asString()).isEqualTo("H-CLIENT");
        assertThat(finding.get("anchor").asString()).isEqualTo("docs/errors.md#h-client");
        assertThat(json.get("sections").size()).isEqualTo(report.sections().size());
        assertThat(report).hasToString("Report[client=bil..ent(14), 1 finding, first H-CLIENT]");
    }

    @Test
    @DisplayName("D-13 sections in the order of their ids, all of them, whatever was found")
    void hasEachSection() {
        List<String> ids =
                Patient.granted().report().sections().stream().map(Section::id).toList();
        assertThat(ids)
                .containsExactly(
                        "D-01", "D-02", "D-03", "D-04", "D-05", "D-06", "D-07", "D-08", "D-09", "D-10", "D-11", "D-12",
                        "D-13", "D-14");
    }

    @Test
    @DisplayName("6.3 each hint of the doctor's own has its place in docs/errors.md")
    void pointsToAnExplanation() throws IOException {
        Set<String> hints = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/reactortoken/doctor"))) {
            for (Path source : sources.toList()) {
                Pattern.compile("\"(H-[A-Z0-9-]+)\"")
                        .matcher(Files.readString(source, UTF_8))
                        .results()
                        .map((MatchResult hint) -> hint.group(1))
                        .forEach(hints::add);
            }
        }
        String page = Files.readString(Path.of("..", "docs", "errors.md"), UTF_8);
        assertThat(hints)
                .hasSizeGreaterThan(15)
                .allSatisfy(hint -> assertThat(page).contains("### " + hint + "\n"));
    }
}

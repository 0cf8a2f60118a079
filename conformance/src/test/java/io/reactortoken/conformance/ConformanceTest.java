package io.reactortoken.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Judges what the other modules' test run left, and writes {@code docs/conformance.md} if told so. A page that claims
 * less than the run showed is no failure: branches that meet need not both have written it.
 */
@DisplayName("the catalogue")
@ExtendWith(WholeRun.class)
class ConformanceTest {

    private static final String WRITE = "conformance.write";
    private static final Path PAGE = WholeRun.ROOT.resolve("docs/conformance.md");

    private static List<Row> rows = List.of();
    private static Map<String, Set<String>> shown = Map.of();
    private static String page = "";

    @BeforeAll
    static void readTheReports() throws IOException {
        rows = Row.read(Path.of("rows.tsv"));
        shown = TestReports.shown(WholeRun.reports());
        String now = new ConformancePage(rows, shown).text();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PAGE, now);
        }
        page = Files.readString(PAGE);
        if (!page.equals(now)) {
            System.out.println("conformance: docs/conformance.md can be written anew; see CONTRIBUTING.md");
        }
    }

    private static Set<String> ids() {
        return rows.stream().map(Row::id).collect(Collectors.toSet());
    }

    @Test
    @DisplayName("a row without a reason has a test that passed")
    void everyRequiredRowPasses() {
        assertThat(rows)
                .filteredOn(row -> row.isRequired() && !shown.containsKey(row.id()))
                .as("rows with neither a passing test that names them nor a reason in conformance/rows.tsv")
                .extracting(Row::id)
                .isEmpty();
    }

    @Test
    @DisplayName("a row that docs/conformance.md calls passed has a test that passed")
    void thePageClaimsNothingElse() {
        assertThat(shown.keySet())
                .as("rows with a passing test that names them")
                .containsAll(ConformancePage.passed(page));
    }

    @Test
    @DisplayName("docs/conformance.md has a line for each row, and for no other")
    void thePageHasEachRow() {
        assertThat(ConformancePage.listed(page)).as("rows of the page").isEqualTo(ids());
    }

    @Test
    @DisplayName("no test names a row that there is not")
    void everyNamedRowExists() {
        assertThat(ids()).as("rows of the catalogue").containsAll(shown.keySet());
    }
}

package io.reactortoken.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the page")
class ConformancePageTest {

    private static final List<Row> ROWS = List.of(
            new Row("TE-999", "P0", "a | b", ""),
            new Row("TE-998", "P0", "like TE-997", ""),
            new Row("CF-999", "P1", "c", "not built yet"));

    private final String text = new ConformancePage(ROWS, Map.of("TE-999", Set.of("OneTest"))).text();

    @Test
    @DisplayName("says what passed, what did not, and why not")
    void verdicts() {
        assertThat(text.lines())
                .contains(
                        "| TE-999 | P0 | a \\| b | pass: OneTest |",
                        "| TE-998 | P0 | like TE-997 | **not shown** |",
                        "| CF-999 | P1 | c | not built yet |",
                        "| P0 | 2 | 1 |",
                        "| P1 | 1 | 0 |");
    }

    @Test
    @DisplayName("is read as it was written")
    void claims() {
        assertThat(ConformancePage.passed(text)).containsExactly("TE-999");
        assertThat(ConformancePage.listed(text)).containsExactly("CF-999", "TE-998", "TE-999");
    }
}

package io.reactortoken.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Written anew with {@code -Dmetrics.write=true}. */
@DisplayName("docs/metrics.md")
class MetricsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "metrics.md");

    @Test
    @DisplayName("has the tables that the enums make")
    void isOfNow() throws IOException {
        if (Boolean.getBoolean("metrics.write")) {
            Files.writeString(PAGE, MetricsPage.renewed(Files.readString(PAGE)));
        }
        String page = Files.readString(PAGE);
        assertThat(page).as("write it anew with -Dmetrics.write=true").isEqualTo(MetricsPage.renewed(page));
    }

    @Test
    @DisplayName("is not of now when a line of it was changed, and is again when written")
    void differs() {
        String page = "a\n" + MetricsPage.BEGIN + "\n" + MetricsPage.tables().replace("reactor.token.holds", "holds")
                + "\n" + MetricsPage.END + "b\n";
        assertThat(MetricsPage.renewed(page))
                .isNotEqualTo(page)
                .startsWith("a\n")
                .endsWith("b\n")
                .contains("| `reactor.token.holds` | counter | `client`, `serving`, `code` |");
        assertThatThrownBy(() -> MetricsPage.renewed("a\n")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("has a row for each meter and each tag")
    void rows() {
        for (TokenMeter meter : TokenMeter.values()) {
            assertThat(MetricsPage.tables()).contains("| `" + meter.getName() + "` |");
        }
        for (TokenTag tag : TokenTag.values()) {
            assertThat(MetricsPage.tables()).contains("| `" + tag.asString() + "` |");
        }
    }
}

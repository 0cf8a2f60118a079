package io.reactortoken.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("TM-09: values of tags are bounded")
class BoundedTagsTest {

    private static final int ODD = 10_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private Set<String> values(TokenTag key) {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(id -> id.getTag(key.asString()))
                .filter(value -> value != null)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @DisplayName("TM-09: 10 000 odd codes and kinds of one client make as many meters as one")
    void kinds() {
        TokenMetrics metrics = TokenMetrics.of(registry);
        Events.all("billing", "odd", "odd").forEach(metrics::onEvent);
        int before = registry.getMeters().size();

        for (int i = 0; i < ODD; i++) {
            Events.all("billing", "code-" + i, "kind\n" + i).forEach(metrics::onEvent);
        }

        assertThat(registry.getMeters()).hasSize(before);
        assertThat(values(TokenTag.CODE)).containsExactly("none", "other");
        assertThat(values(TokenTag.KIND)).containsExactly("none", "other");
    }

    @Test
    @DisplayName("TM-09: of 10 000 clients the first ones have meters of their own, the rest are one")
    void clients() {
        TokenMetrics metrics = TokenMetrics.builder(registry).maxClients(20).build();

        for (int i = 0; i < ODD; i++) {
            Events.all("tenant-" + i, "code-" + i, "kind-" + i).forEach(metrics::onEvent);
        }

        assertThat(values(TokenTag.CLIENT))
                .hasSize(21)
                .contains("tenant-0", "tenant-19", "other")
                .doesNotContain("tenant-20");
        // a client has 13 meters here; the meter of lost events has none
        assertThat(registry.getMeters()).hasSize(21 * 13 + 1);
    }

    @Test
    @DisplayName("TM-09: the gauges of 10 000 sources are bounded too, and 100 names are the default")
    void gauges() {
        TokenMetrics metrics = TokenMetrics.of(registry);
        try (var tokens = Sources.unused()) {
            for (int i = 0; i < ODD; i++) {
                metrics.bind("tenant-" + i, tokens);
            }
        }
        // four gauges and three counters for each name
        assertThat(registry.getMeters()).hasSize(101 * 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000", "\u001b[31m"})
    @DisplayName("TM-09: a name with control characters is none")
    void oddNames(String name) {
        assertThat(new ClientNames(5).of(name)).isEqualTo("other");
    }

    @Test
    @DisplayName("TM-09: a name that is too long, blank or known takes no room")
    void room() {
        var names = new ClientNames(1);
        assertThat(names.of("x".repeat(101))).isEqualTo("other");
        assertThat(names.of(" ")).isEqualTo("none");
        assertThat(names.of("x".repeat(100))).hasSize(100);
        assertThat(names.of("x".repeat(100))).hasSize(100);
        assertThat(names.of("b")).isEqualTo("other");
    }

    @Test
    @DisplayName("a limit below one is refused when built")
    void limit() {
        assertThatThrownBy(() -> TokenMetrics.builder(registry).maxClients(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxClients is 0");
    }
}

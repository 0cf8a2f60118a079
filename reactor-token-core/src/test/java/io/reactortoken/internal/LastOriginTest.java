package io.reactortoken.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LastOriginTest {

    private static final List<String> PIECES = List.of(
            "https",
            "http",
            "wss",
            "ftp",
            "://",
            ":",
            "/",
            "?",
            "#",
            "@",
            "api.example.com",
            "API.example.com",
            "evil",
            ":8443",
            ":0",
            "[::1]",
            "\\",
            "%2e",
            ".",
            "");

    @Test
    @DisplayName("TM-18, R6749-40: with what was read before, a URL has the origin that it has without")
    void remembersNothingThatMatters() {
        LastOrigin origins = new LastOrigin();
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            String url = url(random);

            assertThat(origins.of(url)).as(url).isEqualTo(Origin.of(url));
            assertThat(origins.of(url)).as("again: %s", url).isEqualTo(Origin.of(url));
            read += Origin.of(url).isPresent() ? 1 : 0;
        }
        assertThat(read).isGreaterThan(1_000);
    }

    private static String url(Random random) {
        StringBuilder url = new StringBuilder(random.nextBoolean() ? "https://" : "");
        for (int pieces = random.nextInt(5); pieces >= 0; pieces--) {
            url.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return url.toString();
    }

    @Test
    @DisplayName("TM-18: a longer authority with the same start is another origin")
    void longerAuthority() {
        LastOrigin origins = new LastOrigin();
        origins.of("https://api.example.com/a");

        assertThat(origins.of("https://api.example.com.evil.example/"))
                .hasValueSatisfying(origin -> assertThat(origin.host()).isEqualTo("api.example.com.evil.example"));
        origins.of("https://api.example.com/a");
        assertThat(origins.of("https://api.example.com@evil.example/")).isEmpty();
        assertThat(origins.of("https://api.example.com:8443"))
                .hasValueSatisfying(origin -> assertThat(origin.port()).isEqualTo(8443));
    }

    @Test
    @DisplayName("a second request to the same API reads nothing anew")
    void remembers() {
        LastOrigin origins = new LastOrigin();

        assertThat(origins.of("https://api.example.com/b?c=https://x"))
                .isPresent()
                .containsSame(origins.of("https://api.example.com#d").orElseThrow());
    }
}

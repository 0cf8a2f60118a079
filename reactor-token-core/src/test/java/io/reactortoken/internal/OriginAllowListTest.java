package io.reactortoken.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.TokenConfigurationException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginAllowListTest {

    private final OriginAllowList list = OriginAllowList.nobody()
            .allow("https://API.example.com")
            .allow("wss://push.example.com:8443/")
            .allowPlaintext("http://my_service:8080")
            .allowPlaintext("http://[::1]");

    @ParameterizedTest
    @DisplayName("R6749-40, RS-32 the same origin, however it is written")
    @ValueSource(
            strings = {
                "https://api.example.com",
                "https://api.EXAMPLE.com:443/a/b?c=d#e",
                "wss://api.example.com/ws",
                "HTTPS://push.example.com:8443/",
                "http://my_service:8080/a",
                "ws://my_service:8080/a",
                "http://[::1]:80/a?b=https://evil.example"
            })
    void permits(String url) {
        assertThat(Origin.of(url))
                .hasValueSatisfying(origin -> assertThat(list.permits(origin)).isTrue());
        assertThat(Origin.of(URI.create(url))).isEqualTo(Origin.of(url));
    }

    @ParameterizedTest
    @DisplayName("RS-31, RS-32, TM-18 another origin, however alike")
    @ValueSource(
            strings = {
                "http://api.example.com/",
                "http://api.example.com:443/",
                "https://api.example.com:8443/",
                "https://api.example.com./",
                "https://x.api.example.com/",
                "https://example.com/",
                "https://api.example.com.evil.example/",
                "https://evil.example/https://api.example.com/",
                "https://evil.example?https://api.example.com/"
            })
    void refusesOthers(String url) {
        assertThat(Origin.of(url))
                .hasValueSatisfying(origin -> assertThat(list.permits(origin)).isFalse());
    }

    @ParameterizedTest
    @DisplayName("RS-35, TM-18 what two readers may read in two ways is no origin")
    @ValueSource(
            strings = {
                "",
                "/a",
                "//api.example.com/",
                "api.example.com",
                "ftp://api.example.com/",
                "https://",
                "https:///a",
                "https://user@api.example.com/",
                "https://api.example.com@evil.example/",
                "https://evil.example\\@api.example.com/",
                "https://api.example.com\\.evil.example/",
                "https://api%2eexample.com/",
                "https://\u0430pi.example.com/",
                "https://api.example.com:0/",
                "https://api.example.com:65536/",
                "https://api.example.com:/",
                "https://api.example.com:+443/",
                "https://[fe80::1%25eth0]/",
                "https://api.example.com\t/",
                " https://api.example.com/"
            })
    void readsNoOriginInDoubt(String url) {
        assertThat(Origin.of(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.example.com",
                "https://api.example.com/v1",
                "https://api.example.com?a",
                "https://api.example.com#a",
                "https://user:CNRY-secret@api.example.com",
                "https://*.example.com",
                "https://api.example.com:99999",
                "http://api.example.com",
                "ws://api.example.com",
                "https://"
            })
    @DisplayName("R6749-40, TM-20 what is no origin with TLS is refused when named, and not quoted")
    void refusesToAllow(String origin) {
        assertThatThrownBy(() -> list.allow(origin))
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageContaining("[H-ORIGIN]")
                .hasMessageNotContaining("CNRY");
    }

    @Test
    void plaintextMethodIsForPlaintextOnly() {
        assertThatThrownBy(() -> list.allowPlaintext("https://api.example.com"))
                .isInstanceOf(TokenConfigurationException.class);
    }

    @Test
    void predicateSeesTheNormalisedOriginAlone() {
        List<URI> seen = new ArrayList<>();
        OriginAllowList recognising = OriginAllowList.nobody().allow(seen::add).requireSomebody();

        recognising.permits(Origin.of("https://Orders:443/secret?token=x").orElseThrow());
        recognising.permits(Origin.of("https://orders:8443/").orElseThrow());
        recognising.permits(Origin.of("http://orders/").orElseThrow());

        assertThat(seen).containsExactly(URI.create("https://orders"), URI.create("https://orders:8443"));
    }
}

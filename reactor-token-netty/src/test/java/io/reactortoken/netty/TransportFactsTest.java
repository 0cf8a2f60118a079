package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.credential.SecretSource;
import io.reactortoken.test.TestAuthority;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** D-04, D-05: what the transport tells a diagnosis. */
class TransportFactsTest {

    private static final URI TARGET = URI.create("https://id.example.com/token");

    @Test
    @DisplayName("D-04, D-05 no proxy, the JVM's authorities, and how long it waits")
    void tellsTheDefaults() {
        assertThat(NettyTokenTransport.create().facts(TARGET))
                .containsEntry("proxy", "none")
                .containsEntry("trust", "the JVM's authorities")
                .containsEntry(
                        "timeouts", "connect 5000 ms, TLS handshake 10000 ms, silence 10000 ms, all of it 15000 ms");
    }

    @Test
    @DisplayName("D-04, TM-22 the proxy that leads there, by host and port; its password is not told")
    void tellsTheProxy() {
        NettyTokenTransport transport = NettyTokenTransport.builder()
                .proxy(TokenProxy.http("proxy.example.com", 3128)
                        .credentials("user", SecretSource.of("CNRY-prx-5b0c7d91"))
                        .except("*.internal.example.com"))
                .trust(TestAuthority.create().certificate())
                .build();
        assertThat(transport.facts(TARGET))
                .containsEntry("proxy", "proxy.example.com:3128")
                .containsEntry("trust", "given authorities only, 1");
        assertThat(transport.facts(TARGET).toString()).doesNotContain("CNRY");
        assertThat(transport.facts(URI.create("https://id.internal.example.com")))
                .containsEntry("proxy", "none");
    }
}

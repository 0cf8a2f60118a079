package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenException;
import io.reactortoken.test.FakeAuthorizationServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 2.8: names. The lookup is Netty's own, so that no thread waits for the JDK's (O4). */
@ExtendWith(NothingDropped.class)
class DnsRowsTest {

    private static final URI NOWHERE = URI.create("https://id.nowhere.example/token");

    private static TokenException lookup(int code) throws IOException {
        try (FakeDns dns = FakeDns.answering(code)) {
            return Rows.failure(NOWHERE, NettyTokenTransport.builder().client(dns::asked));
        }
    }

    @Test
    @DisplayName("TE-170: a name that does not exist")
    void unknownHost() throws IOException {
        TokenException unknown = lookup(FakeDns.NXDOMAIN);

        Rows.assertNet(unknown, FailureKind.DNS, true, "unknown host", "H-DNS");
        assertThat(unknown)
                .hasMessageContaining("no such host: id.nowhere.example")
                .hasMessageContaining("as=https://id.nowhere.example");
    }

    @ParameterizedTest(name = "TE-171[{index}]: response code {0}")
    @DisplayName("TE-171: a name server that fails, or does not answer")
    @ValueSource(ints = {FakeDns.SERVFAIL, FakeDns.SILENT})
    void failedLookup(int code) throws IOException {
        TokenException failed = lookup(code);

        Rows.assertNet(failed, FailureKind.DNS, true, "name lookup failed", "H-DNS");
        assertThat(failed).hasMessageContaining("id.nowhere.example").hasMessageNotContaining("no such host");
    }

    @Test
    @DisplayName("TE-174: the second address is tried when the first is dead")
    void secondAddress() throws IOException {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start()) {
            InetAddress dead = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
            InetAddress alive = InetAddress.getLoopbackAddress();
            NettyTokenTransportBuilder transport =
                    NettyTokenTransport.builder().client(client -> client.resolver(new FixedAddresses(dead, alive)));

            URI byName = URI.create("http://id.example.test:" + server.port() + "/token");

            assertThat(Rows.granted(byName, transport).reveal()).isEqualTo("t1");
            assertThat(server.requests()).hasSize(1);
        }
    }
}

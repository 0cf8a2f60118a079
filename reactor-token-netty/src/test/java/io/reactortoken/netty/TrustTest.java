package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeTls;
import io.reactortoken.test.TestAuthority;
import io.reactortoken.test.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {

    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final TestIdentity LOOPBACK = AUTHORITY.issue("127.0.0.1");

    @Test
    void authoritiesAreReadFromAFile(@TempDir Path directory) throws IOException {
        Path pem = Files.writeString(
                directory.resolve("ca.pem"),
                "# two of them\n" + TestAuthority.create().certificatePem() + AUTHORITY.certificatePem());

        try (FakeAuthorizationServer server = FakeAuthorizationServer.start(FakeTls.presenting(LOOPBACK))) {
            assertThat(Rows.granted(
                                    server.tokenUri(),
                                    NettyTokenTransport.builder().trust(pem))
                            .reveal())
                    .isEqualTo("t1");
        }
    }

    @Test
    void aFileWithoutCertificatesIsRefused(@TempDir Path directory) throws IOException {
        Path key = Files.writeString(directory.resolve("key.pem"), LOOPBACK.privateKeyPem());
        NettyTokenTransportBuilder builder = NettyTokenTransport.builder();

        assertThatThrownBy(() -> builder.trust(key))
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageContaining("key.pem")
                .hasNoCause();
        assertThatThrownBy(() -> builder.trust(directory.resolve("missing.pem")))
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageContaining("cannot be read");
    }
}

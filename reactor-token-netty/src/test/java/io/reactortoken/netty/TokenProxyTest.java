package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeTls;
import io.reactortoken.test.TestAuthority;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.Properties;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(NothingDropped.class)
class TokenProxyTest {

    private static final String PASSWORD = "CNRY-proxy-5d19aa";

    @AutoClose
    private final FakeAuthorizationServer server = FakeAuthorizationServer.startTls();

    private FakeProxy proxy;

    @BeforeEach
    void open() throws IOException {
        proxy = FakeProxy.open();
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    private NettyTokenTransportBuilder trusting() {
        return NettyTokenTransport.builder().trust(server.authority());
    }

    private TokenProxy http() {
        return TokenProxy.http("127.0.0.1", proxy.port());
    }

    private void assertGranted(NettyTokenTransportBuilder transport) {
        assertThat(Rows.granted(server.tokenUri(), transport).reveal()).startsWith("t");
    }

    private String target() {
        return " 127.0.0.1:" + server.port() + " ";
    }

    @Test
    @DisplayName("R9110-18, TM-22 an HTTP proxy is asked for a tunnel, with its own credentials and no others")
    void httpProxy() {
        assertGranted(trusting().proxy(http()));
        assertGranted(trusting().proxy(http().credentials("me", SecretSource.of(PASSWORD))));

        String basic = Base64.getEncoder().encodeToString(("me:" + PASSWORD).getBytes(UTF_8));
        assertThat(proxy.log).containsExactly("CONNECT" + target() + "-", "CONNECT" + target() + "Basic " + basic);
    }

    @Test
    void socks() {
        assertGranted(trusting().proxy(TokenProxy.socks4("127.0.0.1", proxy.port())));
        assertGranted(trusting().proxy(TokenProxy.socks5("127.0.0.1", proxy.port())));
        assertGranted(trusting()
                .proxy(TokenProxy.socks5("localhost", proxy.port()).credentials("me", SecretSource.of(PASSWORD))));

        assertThat(proxy.log)
                .containsExactly(
                        "SOCKS4" + target() + "-", "SOCKS5" + target() + "-", "SOCKS5" + target() + "me/" + PASSWORD);
    }

    @Test
    void aPoolKeepsTheTunnel() {
        int requests = 10;
        try (NettyTokenTransport pooled =
                trusting().proxy(http()).keepAlive(true).build()) {
            TokenSource source = Rows.request(server.tokenUri(), trusting())
                    .transport(pooled)
                    .source();
            for (int i = 0; i < requests; i++) {
                Rows.granted(source);
            }
        }
        assertThat(proxy.log).hasSizeLessThan(requests);
    }

    @Test
    void theProxyResolvesNames() {
        TestAuthority authority = TestAuthority.create();
        FakeTls tls = FakeTls.presenting(authority.issue("id.nowhere.test"));
        try (FakeAuthorizationServer hidden = FakeAuthorizationServer.start(tls)) {
            URI byName = URI.create("https://id.nowhere.test:" + hidden.port() + "/token");

            Rows.granted(
                    byName,
                    NettyTokenTransport.builder().trust(authority.certificate()).proxy(http()));

            assertThat(proxy.log).containsExactly("CONNECT id.nowhere.test:" + hidden.port() + " -");
        }
    }

    @Test
    void someHostsAreAskedDirectly() {
        assertGranted(trusting().proxy(http().except("id.example.com", "127.*")));

        assertThat(proxy.log).isEmpty();
    }

    @Test
    @DisplayName("TM-22 the proxies of the system properties are used on request only")
    void systemPropertiesAreUsedOnRequestOnly() {
        Properties properties = new Properties();
        properties.setProperty("https.proxyHost", "127.0.0.1");
        properties.setProperty("https.proxyPort", "" + proxy.port());

        assertGranted(trusting().proxyOf(properties));
        assertThat(proxy.log).as("loopback is left out, as in the JDK").isEmpty();
        properties.setProperty("http.nonProxyHosts", "");
        assertGranted(trusting().proxyOf(properties));
        assertThat(proxy.log).hasSize(1);

        properties.setProperty("https.proxyUser", "me");
        properties.setProperty("https.proxyPassword", PASSWORD);
        assertGranted(trusting().proxyOf(properties));
        assertThat(proxy.log).last().asString().contains("Basic ");
        properties.remove("https.proxyHost");
        assertGranted(trusting().proxyOf(properties));
        assertThat(proxy.log).hasSize(2);

        properties.setProperty("socksProxyHost", "127.0.0.1");
        properties.setProperty("socksProxyPort", "" + proxy.port());
        properties.setProperty("socksNonProxyHosts", "*.example.com");
        assertGranted(trusting().proxyOf(properties));
        assertThat(proxy.log).last().asString().startsWith("SOCKS5");
    }

    @Test
    @DisplayName("TM-22 those of this JVM: none, because none is set here")
    void thoseOfThisJvm() {
        assertGranted(trusting().proxyOfSystemProperties());

        assertThat(proxy.log).isEmpty();
    }

    static Stream<ThrowingCallable> mistakes() {
        Properties port = new Properties();
        port.setProperty("https.proxyHost", "proxy");
        port.setProperty("https.proxyPort", "CNRY");
        Properties password = new Properties();
        password.setProperty("http.proxyHost", "proxy");
        password.setProperty("http.proxyUser", "me");
        SecretSource secret = SecretSource.of(PASSWORD);
        return Stream.of(
                () -> TokenProxy.http("http://proxy:8080", 8080),
                () -> TokenProxy.http("", 8080),
                () -> TokenProxy.socks5("me:CNRY@proxy", 1080),
                () -> TokenProxy.http("proxy", 0),
                () -> TokenProxy.http("proxy", 65_536),
                () -> TokenProxy.http("proxy", 8080).credentials("a:b", secret),
                () -> TokenProxy.http("proxy", 8080).credentials(" ", secret),
                () -> TokenProxy.socks4("proxy", 1080).credentials("me", secret),
                () -> TokenProxy.http("proxy", 8080).except("*.a.*"),
                () -> TokenProxy.http("proxy", 8080).except(""),
                () -> TokenProxy.http("proxy", 8080).except("https://a"),
                () -> NettyTokenTransport.builder().proxyOf(port),
                () -> NettyTokenTransport.builder().proxyOf(password));
    }

    @ParameterizedTest
    @DisplayName("TM-22 what cannot be a proxy is refused when built, and not quoted")
    @MethodSource("mistakes")
    void mistakesAreFoundWhenItIsBuilt(ThrowingCallable mistake) {
        assertThatThrownBy(mistake)
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageEndingWith("[H-PROXY]")
                .hasMessageNotContaining("CNRY");
    }

    @Test
    void aPasswordThatIsMissingIsFoundWhenItIsBuilt() {
        NettyTokenTransportBuilder transport =
                trusting().proxy(http().credentials("me", SecretSource.env("REACTOR_TOKEN_NO_SUCH_VARIABLE")));

        assertThatThrownBy(transport::build)
                .isInstanceOf(TokenCredentialException.class)
                .hasMessageContaining("REACTOR_TOKEN_NO_SUCH_VARIABLE");
    }

    @ParameterizedTest
    @CsvSource({
        "id.example.com, ID.example.com, true",
        "id.example.com, a.id.example.com, false",
        "*.example.com, id.EXAMPLE.com, true",
        "*.example.com, example.com, false",
        "10.*, 10.1.2.3, true",
        "10.*, 110.1.2.3, false",
        "*, anything, true"
    })
    void patterns(String pattern, String host, boolean leftOut) {
        assertThat(http().except(pattern).serves(host)).isEqualTo(!leftOut);
    }

    @Test
    @DisplayName("TM-22 neither the proxy nor the transport shows the password")
    void thePasswordIsNotShown() {
        TokenProxy proxy = http().credentials("me", SecretSource.of(PASSWORD));

        assertThat(proxy.toString()).doesNotContain("CNRY");
        assertThat(trusting().proxy(proxy).toString()).doesNotContain("CNRY");
    }
}

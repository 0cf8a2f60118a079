package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenEndpointException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAuthorizationServer;
import java.net.URI;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 2.7: a token request follows no redirect, because its body is a secret. */
@ExtendWith(NothingDropped.class)
class RedirectRowsTest {

    @AutoClose
    private final FakeAuthorizationServer server = FakeAuthorizationServer.startTls();

    @AutoClose
    private final FakeAuthorizationServer elsewhere = FakeAuthorizationServer.start();

    private NettyTokenTransportBuilder transport() {
        return NettyTokenTransport.builder().trust(server.authority());
    }

    private void assertRefused(int status, URI location, NettyTokenTransportBuilder transport) {
        server.answer(FakeAnswer.status(status, "Location: " + location));

        TokenException refused = Rows.failure(server, transport);

        assertThat(refused).isInstanceOf(TokenEndpointException.class);
        Rows.assertFailure(refused, Code.RED, null, false, "status=" + status, "H-REDIRECT");
        assertThat(refused)
                .hasMessageContaining(location.getScheme() + "://" + location.getAuthority())
                .hasMessageNotContaining("elsewhere");
        assertThat(server.onlyRequest().target()).isEqualTo("/oauth2/token");
        assertThat(elsewhere.connections()).isZero();
    }

    @ParameterizedTest(name = "TE-160[{index}]: {0}")
    @DisplayName("TE-160, TM-17: a redirect on the same host is refused, and its target is not asked")
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void sameHost(int status) {
        assertRefused(status, server.uri("/elsewhere?a=b"), transport());
    }

    @ParameterizedTest(name = "TE-161[{index}]: {0}")
    @DisplayName("TE-161, TM-17, TM-20: a redirect from https to http is refused")
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void toPlaintext(int status) {
        assertRefused(status, elsewhere.uri("/elsewhere"), transport());
    }

    @ParameterizedTest(name = "TE-162[{index}]: {0}")
    @DisplayName("TE-162: a redirect to another host is refused, and no connection to it is opened")
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void otherHost(int status) {
        assertRefused(status, URI.create("http://localhost:" + elsewhere.port() + "/elsewhere"), transport());
    }

    @ParameterizedTest(name = "TE-163[{index}]: {0}")
    @DisplayName("TE-163, TM-17: a redirect that keeps the method does not get the secret in the body")
    @ValueSource(ints = {307, 308})
    void secretInTheBody(int status) {
        assertRefused(status, elsewhere.uri("/elsewhere"), transport());

        assertThat(server.onlyRequest().form("client_secret")).hasValue(Rows.SECRET);
    }

    @ParameterizedTest(name = "TE-165[{index}]: {0}")
    @DisplayName("TE-165: what is no redirect for a POST is a status that says no")
    @ValueSource(ints = {300, 304, 305, 306})
    void noRedirect(int status) {
        server.answer(FakeAnswer.status(status, "Location: " + elsewhere.uri("/elsewhere")));

        TokenException refused = Rows.failure(server, transport());

        Rows.assertFailure(refused, Code.HTP, null, false, "answered HTTP " + status, "H-REQ");
        assertThat(server.requests()).hasSize(1);
        assertThat(elsewhere.connections()).isZero();
    }

    @ParameterizedTest(name = "TE-166[{index}]: {0}")
    @DisplayName("TE-166, TM-17: a client that follows redirects is told not to")
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followingClient(int status) {
        assertRefused(status, elsewhere.uri("/elsewhere"), transport().client(client -> client.followRedirect(true)));
    }
}

package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.logging.LogLevel;
import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import io.reactortoken.replay.Api;
import io.reactortoken.replay.Integration;
import io.reactortoken.replay.ReplayBench;
import io.reactortoken.test.FakeAuthorizationServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.logging.AdvancedByteBufFormat;

/** A wiretap stands behind TLS: it prints what is sent as plain text. */
class WiretapTest extends ReplayBench {

    @Override
    public Integration integration() {
        return new NettyIntegration();
    }

    private static HttpClient tapped(HttpClient client) {
        return client.wiretap("a.wiretap", LogLevel.DEBUG, AdvancedByteBufFormat.TEXTUAL);
    }

    private static String get(HttpClient client, Api api) {
        return client.get()
                .uri(api.origin() + "/a")
                .responseSingle((response, body) -> body.asString())
                .blockOptional(BOUND)
                .orElse("");
    }

    @Test
    @DisplayName("TM-10: a wiretap on the user's client shows the API's traffic, and nothing of a token request")
    void theUsersWiretap() {
        try (NettyLog log = NettyLog.record();
                FakeAuthorizationServer server = FakeAuthorizationServer.startTls();
                CachedTokenSource tokens = Rows.request(
                                server.tokenUri(), NettyTokenTransport.builder().trust(server.authority()))
                        .cache()) {
            HttpClient client =
                    TokenAuth.with(tokens).allowPlaintext(api.origin()).apply(tapped(HttpClient.create(pools.of(1))));

            get(client, api);

            assertThat(server.requests()).hasSize(1);
            assertThat(log.text())
                    .as("that the wiretap is at work")
                    .contains("GET /a", "Bearer t1")
                    .doesNotContain(Rows.SECRET, "grant_type", "access_token");
        }
    }

    @Test
    @DisplayName("TM-10: a client for token requests loses the wiretap that it came with")
    void theTokenClientsWiretap() {
        try (NettyLog log = NettyLog.record();
                FakeAuthorizationServer server = FakeAuthorizationServer.start()) {
            String target = server.tokenUri().toString();
            tapped(HttpClient.create(pools.of(1))).get().uri(target).response().block(BOUND);
            assertThat(log.text()).as("that the wiretap would be at work").contains("GET ");

            Rows.granted(server.tokenUri(), NettyTokenTransport.builder().client(WiretapTest::tapped));

            assertThat(server.requests()).hasSize(2);
            assertThat(log.text()).doesNotContain("POST ", "grant_type", Rows.SECRET, "access_token\":\"t2");
        }
    }

    private TokenAuth auth() {
        return TokenAuth.with(TokenSource.fixed(AccessToken.bearer("t", Duration.ofHours(1))))
                .allowPlaintext(api.origin());
    }

    @Test
    @DisplayName("TM-10: a wiretap on the client of an API is warned of once, when it is authorized")
    void warnsAtStart() {
        try (Warnings warnings = Warnings.record()) {
            HttpClient client = auth().apply(tapped(HttpClient.create(pools.of(1))));

            assertThat(warnings.of(TokenAuth.class))
                    .singleElement()
                    .asString()
                    .contains("wiretap", "DEBUG", "[L-WIRETAP]");
            get(client, api);
            get(client, api);
            assertThat(warnings.of(TokenAuth.class)).hasSize(1);
        }
    }

    @Test
    @DisplayName("TM-10: one that is set later is warned of by the first request; without one there is no warning")
    void warnsLater() {
        try (Warnings warnings = Warnings.record()) {
            HttpClient client = auth().apply(HttpClient.create(pools.of(1)));
            get(client, api);
            assertThat(warnings.of(TokenAuth.class)).isEqualTo(List.of());

            HttpClient later = tapped(client);
            get(later, api);
            get(later, api);

            assertThat(warnings.of(TokenAuth.class)).hasSize(1);
        }
    }
}

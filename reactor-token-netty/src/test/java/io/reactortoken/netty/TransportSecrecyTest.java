package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.AccessToken;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenException;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretLoader;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.TokenSources;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.transport.TransportRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What a token request must not carry further, and what its threads must not be called. */
class TransportSecrecyTest {

    @ParameterizedTest(name = "TM-26 [{index}] a header that would be two, or a request of its own, is not sent")
    @ValueSource(strings = {"CNRY-a\r\nX-Injected: 1", "CNRY-a\nX: 1", "CNRY-a\r\n\r\nGET / HTTP/1.1", "CNRY\u0000"})
    void refusesHeadersThatAreMore(String value) {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start()) {
            Map<String, String> headers = Map.of("X-Correlation-Id", value);
            TransportRequest request = new TransportRequest(server.tokenUri(), headers, "a=b".getBytes(UTF_8));

            assertThatThrownBy(
                            () -> NettyTokenTransport.create().exchange(request).block(Rows.BOUND))
                    .isInstanceOf(TokenException.class)
                    .hasNoCause()
                    .hasMessageNotContaining("CNRY");

            server.awaitNoConnection();
            assertThat(server.requests()).isEmpty();
        }
    }

    private static Set<String> threads() {
        Set<String> names = new ConcurrentSkipListSet<>();
        Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName()));
        return names;
    }

    @Test
    @DisplayName("TM-43: no thread, pool or timer is called by a tenant, a client id or what a tenant is asked for")
    void threadsHaveNoNamesOfTenants() {
        Set<String> seen = new ConcurrentSkipListSet<>();
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start();
                NettyTokenTransport pooled =
                        NettyTokenTransport.builder().keepAlive(true).build()) {
            TokenSources<String> tenants = TokenSources.perKey(tenant -> OAuth2.clientCredentials(server.tokenUri())
                    .allowPlaintext()
                    .clientId("CNRY-client-of-" + tenant)
                    .clientSecret(SecretLoader.of(
                                    "CNRY-store",
                                    () -> Mono.fromSupplier(() -> {
                                        seen.addAll(threads());
                                        return Secret.of(Rows.SECRET);
                                    }))
                            .source())
                    .scope("CNRY:scope")
                    .retry(RetryPolicy.none())
                    .listener(event -> seen.addAll(threads()))
                    .transport(pooled));

            for (String tenant : List.of("CNRY-acme", "CNRY-umbrella")) {
                AccessToken token =
                        tenants.source(tenant).token().blockOptional(Rows.BOUND).orElseThrow();
                assertThat(token.reveal()).startsWith("t");
            }
            seen.addAll(threads());
            tenants.close();
        }

        assertThat(seen)
                .as("that there are threads of ours")
                .anyMatch(name -> name.startsWith("reactor-http") || name.startsWith("boundedElastic"))
                .noneMatch(name -> name.contains("CNRY"));
    }
}

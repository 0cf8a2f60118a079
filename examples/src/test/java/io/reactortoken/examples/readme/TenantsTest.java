package io.reactortoken.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.credential.SecretSource;
import io.reactortoken.examples.readme.Tenants.Tenant;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.TokenSources;
import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAuthorizationServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** CF-41, TM-31: each tenant calls the API with its own token. */
class TenantsTest {

    private static final Duration BOUND = Duration.ofSeconds(20);

    private FakeAuthorizationServer server;
    private DisposableServer api;

    @BeforeEach
    void start() {
        server = FakeAuthorizationServer.start();
        server.otherwise(
                request -> FakeAnswer.token("token-of-" + request.basicUser().orElseThrow()));
        api = HttpServer.create()
                .host("127.0.0.1")
                .handle((request, response) -> response.sendString(
                        Mono.just(String.valueOf(request.requestHeaders().get("Authorization")))))
                .bindNow(BOUND);
    }

    @AfterEach
    void stop() {
        api.disposeNow(BOUND);
        server.close();
    }

    private String origin() {
        return "http://127.0.0.1:" + api.port();
    }

    @Test
    @DisplayName("SD-19: the tenant of the Context chooses the token, and each tenant calls with its own")
    void theTenantOfTheContextChoosesTheToken() {
        try (TokenSources<String> byTenant = TokenSources.perKey(tenant -> OAuth2.clientCredentials(server.tokenUri())
                .allowPlaintext()
                .clientId(tenant)
                .clientSecret(SecretSource.of("secret-of-" + tenant)))) {
            HttpClient client = Tenants.api(byTenant, origin());
            List<String> seen = Flux.just("acme", "globex", "acme", "globex")
                    .flatMapSequential(tenant -> Tenants.orders(client, origin() + "/orders", tenant))
                    .collectList()
                    .blockOptional(BOUND)
                    .orElseThrow();
            assertThat(seen)
                    .containsExactly(
                            "Bearer token-of-acme",
                            "Bearer token-of-globex",
                            "Bearer token-of-acme",
                            "Bearer token-of-globex");
            assertThat(server.requests()).hasSize(2);
            assertThat(Tenants.api(byTenant)).isNotNull();
        }
    }

    @Test
    void theTableIsAskedOncePerTenant() {
        Tenant acme = new Tenant("acme", "billing");
        SecretSource secret = SecretSource.of("s1");
        try (TokenSources<Tenant> byTenant =
                Tenants.fromTable(tenant -> Mono.just(OAuth2.clientCredentials(server.tokenUri())
                        .allowPlaintext()
                        .clientId(tenant.organisation())
                        .clientSecret(secret)
                        .param("project", tenant.project())))) {
            for (int i = 0; i < 3; i++) {
                byTenant.source(acme).token().block(BOUND);
            }
            assertThat(server.onlyRequest().form("project")).hasValue("billing");
        }
    }
}

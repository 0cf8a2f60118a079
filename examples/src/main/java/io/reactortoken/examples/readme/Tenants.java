package io.reactortoken.examples.readme;

import io.reactortoken.CachePolicy;
import io.reactortoken.netty.TokenAuth;
import io.reactortoken.oauth2.RegistryPolicy;
import io.reactortoken.oauth2.TokenRequest;
import io.reactortoken.oauth2.TokenSources;
import java.time.Duration;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** The README's tenants, and the samples of docs/tenants.md. */
final class Tenants {

    private Tenants() {}

    /** What an application knows of its tenants, for instance from a table. */
    record Tenant(String organisation, String project) {}

    static HttpClient api(TokenSources<String> byTenant) {
        return TokenAuth.resolving(context -> byTenant.source(context.get("tenant")))
                .allow("https://api.example.com")
                .apply(HttpClient.create());
    }

    static HttpClient api(TokenSources<String> byTenant, String plaintextOrigin) {
        return TokenAuth.resolving(context -> byTenant.source(context.get("tenant")))
                .allowPlaintext(plaintextOrigin)
                .apply(HttpClient.create());
    }

    static Mono<String> orders(HttpClient api, String uri, String tenant) {
        return api.get()
                .uri(uri)
                .responseSingle((response, body) -> body.asString())
                .contextWrite(context -> context.put("tenant", tenant));
    }

    static TokenSources<Tenant> fromTable(Function<Tenant, Mono<TokenRequest>> table) {
        RegistryPolicy policy = RegistryPolicy.defaults()
                .withCache(CachePolicy.builder().name("tenants").build())
                .withMaximumSize(50_000)
                .withIdleTime(Duration.ofMinutes(30))
                .withConcurrency(8);
        return TokenSources.perKeyAsync(table, policy);
    }
}

package io.reactortoken.examples.migration;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.TokenRequest;
import io.reactortoken.webflux.TokenAuthFilter;
import org.springframework.web.reactive.function.client.WebClient;

/** The same with this library. */
final class SpringSecurityAfter {

    private SpringSecurityAfter() {}

    static TokenRequest request(String tokenUri, SecretSource secret) {
        return OAuth2.clientCredentials(tokenUri)
                .name("billing")
                .clientId("billing")
                .clientSecret(secret)
                .scope("orders:read");
    }

    static WebClient web(WebClient.Builder builder, CachedTokenSource tokens) {
        return builder.baseUrl("https://api.example.com")
                .filter(TokenAuthFilter.with(tokens)
                        .allow("https://api.example.com")
                        .build())
                .build();
    }
}

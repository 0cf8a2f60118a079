package io.reactortoken.examples.migration;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import io.reactortoken.netty.TokenAuth;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** The credential stays, its cache and the pipeline go. */
final class AzureCoreAfter {

    private AzureCoreAfter() {}

    static TokenSource source(TokenCredential credential) {
        var context = new TokenRequestContext().addScopes("api://orders/.default");
        return TokenSource.of(() -> credential
                .getToken(context)
                .map(token -> AccessToken.bearer(
                        token.getToken(),
                        Duration.between(Instant.now(), token.getExpiresAt().toInstant()))));
    }

    static HttpClient api(CachedTokenSource tokens) {
        return TokenAuth.with(tokens).allow("https://api.example.com").apply(HttpClient.create());
    }

    static Mono<String> orders(HttpClient api) {
        return api.get().uri("https://api.example.com/orders").responseSingle((response, body) -> body.asString());
    }
}

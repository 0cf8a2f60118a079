package io.reactortoken.examples.migration;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.SimpleTokenCache;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import reactor.core.publisher.Mono;

/** An API of one's own, called through a pipeline of azure-core. */
final class AzureCoreBefore {

    private AzureCoreBefore() {}

    static HttpPipeline pipeline(HttpClient http, TokenCredential credential) {
        return new HttpPipelineBuilder()
                .httpClient(http)
                .policies(new BearerTokenAuthenticationPolicy(credential, "api://orders/.default"))
                .build();
    }

    static Mono<String> orders(HttpPipeline pipeline) {
        return pipeline.send(new HttpRequest(HttpMethod.GET, "https://api.example.com/orders"))
                .flatMap(response -> response.getBodyAsString());
    }

    static Mono<String> token(TokenCredential credential) {
        var context = new TokenRequestContext().addScopes("api://orders/.default");
        var cache = new SimpleTokenCache(() -> credential.getToken(context));
        return cache.getToken().map(AccessToken::getToken);
    }
}
